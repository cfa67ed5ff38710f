package serai.journal.camel.health;

import io.micrometer.core.instrument.MeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;
import org.apache.camel.component.micrometer.eventnotifier.MicrometerRouteEventNotifier;
import org.apache.camel.support.LifecycleStrategySupport;
import serai.journal.JournalReport;
import serai.journal.camel.UnkeptEvents;
import serai.threads.SupervisedThread;

import java.time.Duration;

/**
 * The state of destinations and sources as gauges in the context's meter registry, if it has one. A thread reads them from the
 * journal every 5 s, so that a scrape makes no query. No tag holds a learner's name or id.
 */
public final class JournalMetrics implements StartupListener {

    private static final Duration EVERY = Duration.ofSeconds(5);

    private final JournalReport journal;
    private final StallWatch stalls;
    private final UnkeptEvents unkept;

    public JournalMetrics(JournalReport journal, StallWatch stalls, UnkeptEvents unkept) {
        this.journal = journal;
        this.stalls = stalls;
        this.unkept = unkept;
    }

    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
        MeterRegistry registry = context.getRegistry().findSingleByType(MeterRegistry.class);
        if (registry == null) {
            return;
        }
        context.getManagementStrategy().getEventNotifiers().stream().filter(MicrometerRouteEventNotifier.class::isInstance)
                .forEach(routes -> routes.setIgnoreExchangeEvents(true)); // or Camel makes events of exchanges that it then drops
        JournalGauges gauges = new JournalGauges(registry, journal, stalls, unkept);
        SupervisedThread thread = SupervisedThread.every("journal-metrics", Duration.ZERO, EVERY, gauges::read);
        context.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onContextStopping(CamelContext stopping) {
                thread.close();
            }
        });
    }
}
