package serai.console.routes;

import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;
import org.jspecify.annotations.Nullable;
import serai.console.flow.FlowReader.Running;
import serai.console.flow.FlowSnapshot;
import serai.console.flow.FlowSnapshot.Destination;
import serai.console.flow.FlowSnapshot.Source;
import serai.journal.DestinationName;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Reads the routes that are loaded at the moment. Safe for use by several threads. */
public final class RouteReader {

    private final CamelContext context;
    private final RouteFailures failures;
    private final Supplier<Running> running;
    private volatile @Nullable Known known; // null before the first page

    /** @param since when that configuration was taken over; null if that is not known */
    private record Known(@Nullable Instant since, FilledSettings settings) {
    }

    /** @param running tells when the configuration was taken over, so that settings are read anew */
    public RouteReader(CamelContext context, RouteFailures failures, Supplier<Running> running) {
        this.context = context;
        this.failures = failures;
        this.running = running;
    }

    private FilledSettings settings() {
        Instant since = running.get().since();
        Known before = known;
        if (before != null && Objects.equals(before.since, since)) {
            return before.settings;
        }
        Known now = new Known(since, new FilledSettings(context));
        known = now;
        return now.settings;
    }

    /** All of them, in the order of their ids, with what the flow counts. */
    public List<RouteReport> all(FlowSnapshot flow) {
        FilledSettings settings = settings();
        return definitions().stream().sorted(Comparator.comparing(RouteDefinition::getRouteId))
                .map(route -> view(route, flow, settings))
                .toList();
    }

    /** A route; empty if none with that id is loaded. */
    public Optional<RouteReport> find(String id, FlowSnapshot flow) {
        FilledSettings settings = settings();
        return definition(id).map(route -> view(route, flow, settings));
    }

    /**
     * A route in YAML, with the settings filled in that hold no secret.
     *
     * @throws IllegalArgumentException if none with that id is loaded
     */
    public String yaml(String id) {
        RouteDefinition route = definition(id).orElseThrow(() -> new IllegalArgumentException(id + " is not loaded"));
        try {
            return settings().inYaml(PluginHelper.getModelToYAMLDumper(context).dumpModelAsYaml(context, route, false, true, false,
                    false));
        } catch (Exception e) {
            throw new IllegalStateException("Camel can't write route " + id + " as YAML", e);
        }
    }

    private Optional<RouteDefinition> definition(String id) {
        return definitions().stream().filter(route -> route.getRouteId().equals(id)).findFirst();
    }

    /** A route whose precondition does not hold is known and not built. */
    private List<RouteDefinition> definitions() {
        return new ArrayList<>(context.getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinitions()).stream()
                .filter(route -> context.getRoute(route.getRouteId()) != null).toList();
    }

    private RouteReport view(RouteDefinition route, FlowSnapshot flow, FilledSettings settings) {
        String id = route.getRouteId();
        String uri = String.valueOf(route.getInput().getEndpointUri());
        Route built = context.getRoute(id);
        String destination = DestinationName.isIn(uri)
                ? DestinationName.written(context.resolvePropertyPlaceholders(uri.split("\\?", 2)[0])).findFirst().orElse(null)
                : null;
        return new RouteReport(id, built == null ? null : built.getDescription(),
                String.valueOf(context.getRouteController().getRouteStatus(id)), destination, records(id, flow), failures.count(id),
                new RouteSteps(settings).of(route), failures.of(id));
    }

    private static @Nullable Long records(String id, FlowSnapshot flow) {
        return Stream.concat(
                flow.sources().stream().filter(one -> Objects.equals(one.route(), id)).map(Source::counts)
                        .map(counts -> counts.accepted()),
                flow.destinations().stream().filter(one -> Objects.equals(one.route(), id)).map(Destination::balance)
                        .map(balance -> balance.delivered()))
                .findFirst().orElse(null);
    }
}
