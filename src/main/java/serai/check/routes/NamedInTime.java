package serai.check.routes;

import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.WireTapDefinition;
import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Rule;
import serai.check.Steps;

import java.util.stream.Stream;

/**
 * A step that hands the event to another thread and does not wait: that thread names its destinations after the acknowledgement, or
 * not at all.
 */
final class NamedInTime implements Rule {

    @Override
    public String id() {
        return "named-too-late";
    }

    @Override
    public String meaning() {
        return "A destination is named by a `wireTap`, by `seda:` or by another step for which the route does not wait: the event "
                + "would be acknowledged without that destination.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        DestinationRoutes destinations = new DestinationRoutes(configuration);
        return configuration.routes().stream().flatMap(route -> Steps.of(route).flatMap(step -> finding(configuration,
                destinations, route, step)));
    }

    private Stream<Finding> finding(Configuration configuration, DestinationRoutes destinations, RouteDefinition route,
            ProcessorDefinition<?> step) {
        String uri = Steps.withoutOptions(step instanceof WireTapDefinition<?> tap ? String.valueOf(tap.getUri())
                : step instanceof SendDefinition<?> send ? String.valueOf(send.getUri()) : "");
        String by = step instanceof WireTapDefinition ? "a wireTap" : Steps.isOfQueue(uri) ? uri : "";
        if (by.isEmpty()) {
            return Stream.empty();
        }
        return destinations.behind(uri).findFirst().stream()
                .map(named -> error(configuration.place(step),
                        ("route %s names %s by %s, for which the route does not wait: the event would be acknowledged without that "
                                + "destination").formatted(route.getRouteId(), named, by),
                        "name it in a to step"));
    }
}
