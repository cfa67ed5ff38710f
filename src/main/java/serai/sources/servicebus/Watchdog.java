package serai.sources.servicebus;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.RoutePolicySupport;
import serai.threads.LivingThread;

import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Watches whether a route really receives, for a broker's client can stop doing so without a word. While nothing comes, it
 * asks the broker now and then over a connection of its own. As long as that can't be done, the route isn't ready. Where
 * messages stand there for too long, none comes and none is being handled, it isn't ready either, and its consumer is stopped
 * and started, which makes a new connection. A subscription without messages is well however long that lasts.
 *
 * <p>The policy of one route. Trouble and its end are logged in a line each; restarts are counted as {@value #RESTARTS} in the
 * context's meter registry, where it has one; readiness is a health check of the route's name.
 */
public final class Watchdog extends RoutePolicySupport {

    /** Name of the counter of restarts. */
    public static final String RESTARTS = "serai.receiver.restarts";

    /**
     * How patient a watchdog is; all of it positive.
     *
     * @param every   time between two looks
     * @param within  how long a look waits for an answer
     * @param stalled how long messages may stand there with none coming; up to half as long again, by chance, so that several
     *                instances don't restart at once
     */
    public record Patience(Duration every, Duration within, Duration stalled) {
    }

    private final Patience patience;
    private final DrainPolicy settling;
    private final ReceiverProgress progress;
    private final AtomicLong restarts = new AtomicLong();
    private final LifecycleStrategySupport whenContextStops = new LifecycleStrategySupport() {
        @Override
        public void onContextStopping(CamelContext context) {
            end();
        }
    };
    private Route route;
    private LivingThread thread;
    private SubscriptionProbe probe;
    private ReceiverCheck lookout;
    private ReceiverHealthCheck health;
    private volatile boolean watching;

    /**
     * @param settling settles what is in hand before a restart; a policy of the same route, named before this one
     * @param random   where chance comes from
     */
    public Watchdog(Patience patience, DrainPolicy settling, Clock clock, Supplier<RandomGenerator> random) {
        this.patience = patience;
        this.settling = settling;
        this.progress = new ReceiverProgress(patience.stalled(), clock, random);
    }

    @Override
    public void onInit(Route initialised) {
        super.onInit(initialised);
        route = initialised;
        route.getCamelContext().addLifecycleStrategy(whenContextStops);
    }

    @Override
    public synchronized void onStart(Route started) {
        CamelContext context = route.getCamelContext();
        probe = SubscriptionProbe.of(route.getEndpoint(), patience.within());
        progress.forget();
        lookout = new ReceiverCheck(route.getRouteId(), progress, probe::peeked, this::restart);
        health = new ReceiverHealthCheck(lookout);
        HealthCheckRegistry checks = HealthCheckRegistry.get(context);
        if (checks != null) { // null: whoever embeds Serai asks nobody how they are
            checks.register(health);
        }
        MeterRegistry meters = context.getRegistry().findSingleByType(MeterRegistry.class);
        if (meters != null) {
            FunctionCounter.builder(RESTARTS, restarts, AtomicLong::get).tag("route", route.getRouteId())
                    .description("Restarts of a receiver that got nothing although messages were there").register(meters);
        }
        watching = true;
        thread = LivingThread.every("watchdog-" + route.getRouteId(), Duration.ZERO, patience.every(), lookout::look);
    }

    @Override
    public void onStop(Route stopped) {
        end();
    }

    /** Returns when no restart is under way; none begins any more. */
    private synchronized void end() {
        if (watching) {
            watching = false;
            lookout.end();
            thread.close();
            probe.close();
            HealthCheckRegistry checks = HealthCheckRegistry.get(route.getCamelContext());
            if (checks != null) {
                checks.unregister(health);
            }
        }
    }

    @Override
    public void onExchangeBegin(Route of, Exchange exchange) {
        progress.begun();
    }

    @Override
    public void onExchangeDone(Route of, Exchange exchange) {
        progress.done();
    }

    /** A message has come that does not reach the route. */
    public void came() {
        progress.begun();
        progress.done();
    }

    /** The consumer only: to Camel the route goes on. */
    private synchronized void restart() throws Exception {
        if (!watching) {
            return;
        }
        settling.settle();
        try {
            stopConsumer(route.getConsumer());
        } finally {
            settling.open();
        }
        startConsumer(route.getConsumer());
        restarts.incrementAndGet();
    }

    /** Counts for readiness: a process that is started again finds the same broker. */
    private final class ReceiverHealthCheck extends AbstractHealthCheck {

        private final ReceiverCheck asked;

        ReceiverHealthCheck(ReceiverCheck asked) {
            super("serai", "receiver:" + route.getRouteId());
            this.asked = asked;
        }

        @Override
        protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
            ReceiverState found = asked.reception();
            builder.detail("state", found.state().name().toLowerCase(Locale.ROOT).replace('_', ' ')).message(found.words());
            if (found.isReady()) {
                builder.up();
            } else {
                builder.down();
            }
        }
    }
}
