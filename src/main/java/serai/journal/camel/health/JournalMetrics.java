package serai.journal.camel.health;

import io.micrometer.core.instrument.MeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;
import org.apache.camel.component.micrometer.eventnotifier.MicrometerRouteEventNotifier;
import org.apache.camel.support.LifecycleStrategySupport;
import serai.journal.JournalReport;
import serai.journal.camel.JournalComponent;
import serai.journal.camel.RunningDeliveries;
import serai.journal.camel.UnkeptEvents;
import serai.threads.SupervisedThread;

import java.time.Duration;

/**
 * The state of destinations and sources, and how long deliveries take, in the context's meter registry, if it has one. A thread
 * reads the state from the journal every 5 s, so that a scrape makes no query. No tag holds a learner's name or id.
 */
public final class JournalMetrics implements StartupListener {

    private static final String OURS = "serai.";
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Duration LAST_TURN = Duration.ofSeconds(2);

    private final JournalReport journal;
    private final StallWatch stalls;
    private final UnkeptEvents unkept;
    private final RunningDeliveries deliveries;
    private final boolean alone;

    /** @param alone whether all routes of the context are Serai's, so that nobody else needs Camel's meters of exchanges */
    public JournalMetrics(JournalReport journal, StallWatch stalls, JournalComponent component, boolean alone) {
        this.journal = journal;
        this.stalls = stalls;
        this.unkept = component.unkept();
        this.deliveries = component.deliveries();
        this.alone = alone;
    }

    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
        MeterRegistry registry = context.getRegistry().findSingleByType(MeterRegistry.class);
        if (registry == null) {
            return;
        }
        if (alone) {
            context.getManagementStrategy().getEventNotifiers().stream().filter(MicrometerRouteEventNotifier.class::isInstance)
                    .forEach(routes -> routes.setIgnoreExchangeEvents(true)); // or Camel makes events that it then drops
        }
        DeliverySeconds seconds = new DeliverySeconds(registry);
        deliveries.timedBy(seconds::delivered);
        JournalGauges gauges = new JournalGauges(registry, journal, stalls, unkept);
        SupervisedThread thread = SupervisedThread.every("journal-metrics", Duration.ZERO, EVERY, gauges::read);
        context.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onContextStopping(CamelContext stopping) {
                thread.close(LAST_TURN); // a turn that goes on would register some again
                registry.getMeters().stream().filter(meter -> meter.getId().getName().startsWith(OURS)).forEach(registry::remove);
            }
        });
    }
}
