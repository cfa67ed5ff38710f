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
import org.jspecify.annotations.Nullable;
import serai.threads.SupervisedThread;

import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Watches whether a route receives, because a broker's client can stop receiving silently. While no message comes, the watchdog
 * asks the broker from time to time, over a connection of its own. If the broker can't be asked, the route isn't ready. If
 * messages wait at the broker for too long, while none is received and none is being handled, the route isn't ready either, and
 * the watchdog stops and starts its consumer, which makes a new connection. A subscription without messages is healthy, however
 * long that lasts.
 *
 * <p>Each route has its own watchdog. It logs the beginning and the end of trouble in one line each, counts restarts as
 * {@value #RESTARTS} in the context's meter registry, if there is one, and reports readiness as a health check with the route's
 * name.
 */
public final class Watchdog extends RoutePolicySupport {

    /** Name of the counter of restarts. */
    public static final String RESTARTS = "serai.receiver.restarts";

    /**
     * A watchdog's times; all are positive.
     *
     * @param every   time between two checks
     * @param within  how long a check waits for the broker's answer
     * @param stalled how long messages may wait at the broker while none is received; a random part of up to half of it is
     *                added, so that several instances don't restart at once
     */
    public record Patience(Duration every, Duration within, Duration stalled) {
    }

    private final Patience patience;
    private final SettleBeforeStop settling;
    private final ReceiverProgress progress;
    private final AtomicLong restarts = new AtomicLong();
    private final LifecycleStrategySupport whenContextStops = new LifecycleStrategySupport() {
        @Override
        public void onContextStopping(CamelContext context) {
            end(context);
        }
    };
    private @Nullable Watch watch;

    /** What there is from the route's start to its stop. */
    private record Watch(SupervisedThread thread, SubscriptionProbe probe, ReceiverCheck lookout, ReceiverHealthCheck health) {
    }

    /**
     * @param settling settles the messages being handled before a restart; a policy of the same route, named before this one
     * @param random   source of the random part of the waiting time
     */
    public Watchdog(Patience patience, SettleBeforeStop settling, Clock clock, Supplier<RandomGenerator> random) {
        this.patience = patience;
        this.settling = settling;
        this.progress = new ReceiverProgress(patience.stalled(), clock, random);
    }

    @Override
    public void onInit(Route initialised) {
        super.onInit(initialised);
        initialised.getCamelContext().addLifecycleStrategy(whenContextStops);
    }

    @Override
    public synchronized void onStart(Route started) {
        CamelContext context = started.getCamelContext();
        String route = started.getRouteId();
        SubscriptionProbe probe = SubscriptionProbe.of(started.getEndpoint(), patience.within());
        progress.forget();
        ReceiverCheck lookout = new ReceiverCheck(route, progress, probe::peeked, () -> restart(started));
        ReceiverHealthCheck health = new ReceiverHealthCheck(route, lookout);
        HealthCheckRegistry checks = HealthCheckRegistry.get(context);
        if (checks != null) { // null if the host has no health checks
            checks.register(health);
        }
        MeterRegistry meters = context.getRegistry().findSingleByType(MeterRegistry.class);
        if (meters != null && meters.find(RESTARTS).tag("route", route).functionCounter() == null) { // the route may start again
            FunctionCounter.builder(RESTARTS, restarts, AtomicLong::get).tag("route", route)
                    .description("Restarts of a receiver that got no messages although some were waiting").register(meters);
        }
        watch = new Watch(SupervisedThread.every("watchdog-" + route, Duration.ZERO, patience.every(), lookout::look), probe,
                lookout, health);
    }

    @Override
    public void onStop(Route stopped) {
        end(stopped.getCamelContext());
    }

    /** Ends the watching. Returns when no restart is under way; none begins afterwards. */
    private synchronized void end(CamelContext context) {
        Watch ended = watch;
        if (ended != null) {
            watch = null;
            ended.lookout.end();
            ended.thread.close();
            ended.probe.close();
            HealthCheckRegistry checks = HealthCheckRegistry.get(context);
            if (checks != null) {
                checks.unregister(ended.health);
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

    /** Notes a message that was received but does not reach the route. */
    public void came() {
        progress.begun();
        progress.done();
    }

    /** Restarts the consumer only; for Camel the route keeps running. */
    private synchronized void restart(Route route) throws Exception {
        if (watch == null) {
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

    /** Counts for readiness: a restarted process would find the same broker, so a restart would not help. */
    private static final class ReceiverHealthCheck extends AbstractHealthCheck {

        private final ReceiverCheck asked;

        ReceiverHealthCheck(String route, ReceiverCheck asked) {
            super("serai", "receiver:" + route);
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
