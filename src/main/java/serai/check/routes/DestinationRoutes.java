package serai.check.routes;

import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SendDefinition;
import serai.check.Configuration;
import serai.check.Steps;
import serai.journal.DestinationName;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which routes read which destinations, and which steps name them. */
final class DestinationRoutes {

    private final Configuration configuration;

    DestinationRoutes(Configuration configuration) {
        this.configuration = configuration;
    }

    /** The routes that deliver. */
    Stream<RouteDefinition> routes() {
        return configuration.routes().stream().filter(route -> DestinationName.isIn(Steps.uri(route)));
    }

    /** The destinations that routes read. */
    Set<String> read() {
        return configuration.read();
    }

    /** The destinations that steps name. */
    Set<String> named() {
        return configuration.routes().stream().flatMap(this::naming).flatMap(step -> names(Steps.uri(step)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The steps of a route that name destinations. */
    @SuppressWarnings({"rawtypes", "unchecked"})
    Stream<SendDefinition<?>> naming(RouteDefinition route) {
        return (Stream) Steps.of(route, SendDefinition.class).filter(step -> DestinationName.isIn(Steps.uri(step)));
    }

    /** The destinations in a URI of the journal. */
    Stream<String> names(String uri) {
        return DestinationName.written(configuration.context().resolvePropertyPlaceholders(uri));
    }

    /** The URIs {@code journal:…} that a step with this URI leads to, by itself or through other routes. */
    Stream<String> behind(String uri) {
        return behind(uri, new HashSet<>());
    }

    /** The URIs {@code journal:…} that a route leads to. */
    Stream<String> behind(RouteDefinition route) {
        return behind(route, new HashSet<>());
    }

    private Stream<String> behind(String uri, Set<String> seen) {
        if (DestinationName.isIn(uri)) {
            return Stream.of(uri);
        }
        if (!seen.add(uri)) {
            return Stream.empty();
        }
        return configuration.routes().stream().filter(route -> Steps.uri(route).equals(uri)).flatMap(route -> behind(route, seen));
    }

    private Stream<String> behind(RouteDefinition route, Set<String> seen) {
        return Steps.of(route, SendDefinition.class).flatMap(step -> behind(Steps.uri(step), seen));
    }
}
