package serai.cli.run;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyConfiguration;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyFactory;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyNamingStrategy;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.RoutePolicySupport;
import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Camel's metrics of routes, with their names, tags and values, at less cost. Camel's own policy formats a name three times for
 * each exchange and route, which takes a twentieth of what an event costs the webhook's event loop.
 */
final class RouteMetrics implements RoutePolicyFactory {

    private final MicrometerRoutePolicyFactory camels;

    RouteMetrics(MicrometerRoutePolicyFactory camels) {
        this.camels = camels;
    }

    /**
     * Takes the place of Camel's own policy in a context that has it. Metrics of the whole context or of long tasks, which are off
     * as Serai is shipped, are left to Camel. Called before routes are added.
     */
    static void replaceIn(CamelContext context) {
        for (RoutePolicyFactory factory : context.getRoutePolicyFactories().toArray(RoutePolicyFactory[]::new)) {
            if (factory instanceof MicrometerRoutePolicyFactory camels && isOfRoutesAlone(camels.getPolicyConfiguration())) {
                context.getRoutePolicyFactories().remove(camels);
                context.addRoutePolicyFactory(new RouteMetrics(camels));
            }
        }
    }

    private static boolean isOfRoutesAlone(MicrometerRoutePolicyConfiguration wanted) {
        return wanted.isRouteEnabled() && !wanted.isContextEnabled() && !wanted.isLongTask() && wanted.getExcludePattern() == null
                && wanted.getTimerInitiator() == null;
    }

    @Override
    public RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode route) {
        return new Policy(camels.createRoutePolicy(context, routeId, route), routeId);
    }

    private final class Policy extends RoutePolicySupport {

        private final RoutePolicy camels;
        private final String begun;
        private final Map<Route, Meters> meters = new ConcurrentHashMap<>(1);

        Policy(RoutePolicy camels, String routeId) {
            this.camels = camels;
            this.begun = "serai.begun." + routeId;
        }

        @Override
        public void onInit(Route route) {
            camels.onInit(route); // its service has metrics of its own
        }

        @Override
        public void onStart(Route route) {
            meters.computeIfAbsent(route, Meters::new);
        }

        @Override
        public void onRemove(Route route) {
            Meters removed = meters.remove(route);
            if (removed != null) {
                removed.remove();
            }
        }

        @Override
        public void onExchangeBegin(Route route, Exchange exchange) {
            exchange.setProperty(begun, now());
        }

        @Override
        public void onExchangeDone(Route route, Exchange exchange) {
            Meters those = meters.get(route);
            if (those != null) {
                those.done(exchange, exchange.removeProperty(begun) instanceof Long since ? now() - since : null);
            }
        }
    }

    private long now() {
        return registry().config().clock().monotonicTime();
    }

    private MeterRegistry registry() {
        return camels.getMeterRegistry();
    }

    /** What is counted of one route. Null is what the configuration leaves out. */
    private final class Meters {

        private final Route route;
        private final @Nullable Counter all;
        private final @Nullable Counter succeeded;
        private final @Nullable Counter failed;
        private final @Nullable Counter handled;
        private final @Nullable Counter redelivered;
        private volatile @Nullable Timer timer; // null until the first exchange is done

        Meters(Route route) {
            this.route = route;
            MicrometerRoutePolicyConfiguration wanted = camels.getPolicyConfiguration();
            MicrometerRoutePolicyNamingStrategy names = camels.getNamingStrategy();
            boolean counted = wanted.isAdditionalCounters();
            succeeded = counter(counted && wanted.isExchangesSucceeded(), names.getExchangesSucceededName(route),
                    "Number of successfully completed exchanges");
            failed = counter(counted && wanted.isExchangesFailed(), names.getExchangesFailedName(route),
                    "Number of failed exchanges");
            all = counter(counted && wanted.isExchangesTotal(), names.getExchangesTotalName(route),
                    "Total number of processed exchanges");
            redelivered = counter(counted && wanted.isExternalRedeliveries(), names.getExternalRedeliveriesName(route),
                    "Number of external initiated redeliveries (such as from JMS broker)");
            handled = counter(counted && wanted.isFailuresHandled(), names.getFailuresHandledName(route),
                    "Number of failures handled");
        }

        private @Nullable Counter counter(boolean wanted, String name, String description) {
            return wanted ? Counter.builder(name).tags(camels.getNamingStrategy().getExchangeStatusTags(route))
                    .description(description).register(registry()) : null;
        }

        /** @param nanoseconds null if the exchange began before the route had a policy */
        void done(Exchange exchange, @Nullable Long nanoseconds) {
            if (nanoseconds != null) {
                timer().record(nanoseconds, TimeUnit.NANOSECONDS);
            }
            add(all);
            if (exchange.isFailed()) {
                add(failed);
                return;
            }
            add(succeeded);
            if (handled != null && ExchangeHelper.isFailureHandled(exchange)) {
                add(handled);
            }
            if (redelivered != null && exchange.isExternalRedelivered()) {
                add(redelivered);
            }
        }

        private Timer timer() {
            Timer known = timer;
            if (known == null) { // a second thread would get the same one from the registry
                known = Timer.builder(camels.getNamingStrategy().getName(route)).tags(camels.getNamingStrategy().getTags(route))
                        .description("Route performance metrics").register(registry());
                timer = known;
            }
            return known;
        }

        private static void add(@Nullable Counter counter) {
            if (counter != null) {
                counter.increment();
            }
        }

        void remove() {
            for (@Nullable
            Meter meter : new @Nullable Meter[]{all, succeeded, failed, handled, redelivered, timer}) {
                if (meter != null) {
                    registry().remove(meter);
                }
            }
        }
    }
}
