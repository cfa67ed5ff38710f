package serai.reload;

import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.ServiceStatus;
import org.apache.camel.dsl.yaml.YamlRoutesBuilderLoader;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.formats.RecordsTransformer;
import serai.journal.DestinationName;
import serai.reload.configuration.ConfigurationChange;
import serai.reload.configuration.RouteFileSnapshot;
import serai.sources.servicebus.SettleBeforeStop;
import serai.webhook.IntakeGate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import static serai.installation.Installation.SERAI;

/**
 * Exchanges routes in a running context: those that read the journal, and sources that can wait at their broker, are stopped
 * first. What an event passes on its way from a source to the journal is exchanged while the {@link IntakeGate} is closed, for
 * some milliseconds. If anything fails, the old routes and beans come back, the same objects.
 */
final class RouteSwap {

    private static final Logger LOG = LoggerFactory.getLogger(RouteSwap.class);

    private final CamelContext context;
    private final IntakeGate gate;
    private final Duration emptyWithin;

    /** @param emptyWithin how long the gate waits until no event is between source and journal */
    RouteSwap(CamelContext context, IntakeGate gate, Duration emptyWithin) {
        this.context = context;
        this.gate = gate;
        this.emptyWithin = emptyWithin;
    }

    /** The settings that are exchanged together with the routes, and the destinations that come and go by it. */
    interface SettingsExchange {

        /** Destinations that no route reads afterwards. */
        Set<String> removed();

        /** Destinations that no route has read before. */
        Set<String> added();

        /** @throws PostponedReloadException if something is pending for a destination that no route reads afterwards */
        void requireDelivered() throws PostponedReloadException;

        /** Sets the new settings. */
        void change();

        /** Sets the settings from before. */
        void changeBack();
    }

    /**
     * Exchanges the routes.
     *
     * @return why the new routes can't run; the old ones run again then, except where the exception has suppressed ones, which
     *         say why an old route does not. Null if the new routes run
     * @throws Exception if it is not possible now, and nothing was exchanged
     */
    @Nullable
    Exception swap(ConfigurationChange change, SettingsExchange settings) throws Exception {
        LoadedParts old = new LoadedParts(context, change.out());
        List<String> stopped = new ArrayList<>();
        Predicate<RouteDefinition> early = route -> isOutside(route) && !isRemoved(route, settings.removed());
        Map<RouteFileSnapshot, RoutesBuilder> builders = new LinkedHashMap<>();
        try {
            settle(old);
            stop(old, early, stopped);
            close(change);
            settings.requireDelivered();
            stop(old, early.negate(), stopped);
            old.remove();
            settings.change();
            forgetFormats(change);
            load(change, builders);
            start(builders, routeFile -> isFirst(routeFile, settings));
        } catch (PostponedReloadException e) {
            for (String route : stopped) {
                context.getRouteController().startRoute(route);
            }
            throw e;
        } catch (Exception e) {
            goBack(change, settings, old, e);
            return e;
        } finally {
            gate.open();
        }
        return startTheRest(change, settings, old, builders);
    }

    private @Nullable Exception startTheRest(ConfigurationChange change, SettingsExchange settings, LoadedParts old,
            Map<RouteFileSnapshot, RoutesBuilder> builders) throws InterruptedException {
        try {
            start(builders, routeFile -> !isFirst(routeFile, settings));
        } catch (Exception e) {
            List<Exception> failures = new ArrayList<>();
            // Before the gate is closed: a source settles what it has in hand.
            attempt(failures, () -> stop(new LoadedParts(context, change.in()), RouteSwap::isOutside, new ArrayList<>()));
            try {
                boolean closed = change.isBeforeTheJournal() && gate.close(emptyWithin); // otherwise Camel waits for what is inside
                LOG.debug("Goes back, with the gate closed: {}; {} failures", closed, failures.size());
                goBack(change, settings, old, e);
            } finally {
                gate.open();
            }
            return e;
        }
        old.close();
        return null;
    }

    /** Whether a file's routes start before the gate opens: if a new destination's can't, no event was routed to it. */
    private static boolean isFirst(RouteFileSnapshot routeFile, SettingsExchange settings) {
        return routeFile.isBeforeTheJournal() || routeFile.destinations().stream().anyMatch(settings.added()::contains);
    }

    /** Whether no event is lost or refused if such a route is stopped for seconds. */
    private static boolean isOutside(RouteDefinition route) {
        String uri = route.getInput().getEndpointUri();
        return !RouteFileSnapshot.isSegment(uri) && !RouteFileSnapshot.isWebhook(uri);
    }

    private boolean isRemoved(RouteDefinition route, Set<String> destinations) {
        String uri = context.resolvePropertyPlaceholders(route.getInput().getEndpointUri());
        return DestinationName.isIn(uri) && DestinationName.written(uri).anyMatch(destinations::contains);
    }

    private void stop(LoadedParts parts, Predicate<RouteDefinition> which, List<String> stopped) throws Exception {
        for (RouteDefinition definition : parts.routes()) {
            Route route = context.getRoute(definition.getRouteId());
            if (route == null || !which.test(definition) || !isRunning(route)) {
                continue;
            }
            stopped.add(route.getRouteId());
            policies(route).forEach(SettleBeforeStop::settle); // Camel would stop the consumer first, which interrupts its handlers
            if (isOutside(definition)) {
                context.getRouteController().stopRoute(route.getRouteId());
            } else {
                context.getRouteController().stopRoute(route.getRouteId(), emptyWithin.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    private boolean isRunning(Route route) {
        ServiceStatus status = context.getRouteController().getRouteStatus(route.getRouteId());
        return status != null && status.isStarted();
    }

    /**
     * Has what receivers have in hand settled, before they are stopped.
     *
     * @throws PostponedReloadException if that takes too long; they go on
     */
    private void settle(LoadedParts parts) throws PostponedReloadException {
        List<Route> running = parts.routes().stream().map(definition -> context.getRoute(definition.getRouteId()))
                .filter(route -> route != null && isRunning(route)).toList();
        for (Route route : running) {
            if (!policies(route).stream().allMatch(SettleBeforeStop::settle)) {
                running.forEach(one -> policies(one).forEach(SettleBeforeStop::open));
                throw new PostponedReloadException(
                        ("messages of %s have been on their way to the journal for too long, so nothing was "
                                + "exchanged; " + SERAI + " status says whether the journal takes any; then try again: " + SERAI
                                + " reload")
                                .formatted(route.getRouteId()));
            }
        }
    }

    private static List<SettleBeforeStop> policies(Route route) {
        List<RoutePolicy> all = route.getRoutePolicyList() == null ? List.of() : route.getRoutePolicyList();
        return all.stream().filter(SettleBeforeStop.class::isInstance).map(SettleBeforeStop.class::cast).toList();
    }

    private void close(ConfigurationChange change) throws Exception {
        if (change.isBeforeTheJournal() && !gate.close(emptyWithin)) {
            throw new PostponedReloadException(
                    ("events have been on their way to the journal for more than %s ms, so nothing was exchanged; "
                            + SERAI + " status says whether the journal takes any; then try again: " + SERAI + " reload")
                            .formatted(emptyWithin.toMillis()));
        }
    }

    private void forgetFormats(ConfigurationChange change) {
        if (change.formats()) {
            context.getTransformerRegistry().entrySet().removeIf(one -> one.getValue() instanceof RecordsTransformer);
        }
    }

    /** With a loader of its own: Camel's remembers the beans of a file that it could not load, and would not make them again. */
    private void load(ConfigurationChange change, Map<RouteFileSnapshot, RoutesBuilder> builders) throws Exception {
        try (YamlRoutesBuilderLoader loader = new YamlRoutesBuilderLoader()) {
            loader.setCamelContext(context);
            ServiceHelper.startService(loader);
            for (RouteFileSnapshot routeFile : change.in()) {
                loader.preParseRoute(routeFile.file());
            }
            for (RouteFileSnapshot routeFile : change.in()) {
                builders.put(routeFile, loader.loadRoutesBuilder(routeFile.file()));
            }
            for (RoutesBuilder builder : builders.values()) {
                if (builder instanceof RouteConfigurationsBuilder shared) {
                    context.addRoutesConfigurations(shared);
                }
            }
        }
    }

    private void start(Map<RouteFileSnapshot, RoutesBuilder> builders, Predicate<RouteFileSnapshot> which) throws Exception {
        for (Map.Entry<RouteFileSnapshot, RoutesBuilder> one : builders.entrySet()) {
            if (which.test(one.getKey())) {
                context.addRoutes(one.getValue());
            }
        }
    }

    private void goBack(ConfigurationChange change, SettingsExchange settings, LoadedParts old, Exception cause) {
        List<Exception> failures = new ArrayList<>();
        LoadedParts fresh = new LoadedParts(context, change.in());
        attempt(failures, () -> stop(fresh, route -> true, new ArrayList<>()));
        attempt(failures, fresh::remove);
        settings.changeBack();
        forgetFormats(change);
        attempt(failures, old::putBackWhatIsUsed);
        for (RouteDefinition route : old.routes()) {
            attempt(failures, () -> old.putBack(List.of(route)));
        }
        fresh.close();
        failures.forEach(cause::addSuppressed);
    }

    private interface Action {

        void run() throws Exception;
    }

    private static void attempt(List<Exception> failures, Action action) {
        try {
            action.run();
        } catch (Exception e) {
            failures.add(e);
        }
    }
}
