package serai.check.routes;

import org.apache.camel.model.RouteDefinition;
import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Rule;
import serai.check.Steps;
import serai.journal.DestinationName;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Two routes that begin with the same {@code direct:} or {@code journal:}: the second one can't start. */
final class EndpointIsReadOnce implements Rule {

    @Override
    public String id() {
        return "read-twice";
    }

    @Override
    public String meaning() {
        return "Two routes begin with the same `direct:` or `journal:`, whatever their options, or one begins with several destinations. "
                + "Neither can start.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        return Stream.concat(several(configuration), twice(configuration));
    }

    private Stream<Finding> several(Configuration configuration) {
        return configuration.routes().stream().filter(route -> DestinationName.isIn(Steps.uri(route)) && DestinationName
                .written(configuration.context().resolvePropertyPlaceholders(Steps.uri(route))).count() > 1)
                .map(route -> error(configuration.place(route, "uri"), "route %s reads several destinations, and a route reads one"
                        .formatted(route.getRouteId()), "write a route for each; they may call one direct: route"));
    }

    private Stream<Finding> twice(Configuration configuration) {
        Map<String, RouteDefinition> first = new HashMap<>();
        return configuration.routes().stream().filter(route -> Steps.uri(route).matches("(direct|journal):.*")).flatMap(route -> {
            String uri = withoutOptions(configuration.context().resolvePropertyPlaceholders(Steps.uri(route)));
            RouteDefinition other = first.putIfAbsent(uri, route);
            return other == null ? Stream.empty()
                    : Stream.of(error(configuration.place(route, "uri"),
                            "route %s reads %s too (%s)".formatted(other.getRouteId(), uri,
                                    configuration.place(other, "uri")),
                            "change one of the two routes, or merge them"));
        });
    }

    /** The URI without options: for other options Camel makes another endpoint, which reads the same. */
    private static String withoutOptions(String uri) {
        String[] parts = uri.split("\\?", 2)[0].split(":(//)?", 2);
        return parts[0] + ":" + parts[1].strip();
    }
}
