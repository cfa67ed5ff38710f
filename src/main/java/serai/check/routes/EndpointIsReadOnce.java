package serai.check.routes;

import org.apache.camel.model.RouteDefinition;
import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Rule;
import serai.check.Steps;

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
        return "Two routes begin with the same `direct:` or `journal:`. Only one of them can.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        Map<String, RouteDefinition> first = new HashMap<>();
        return configuration.routes().stream().filter(route -> Steps.uri(route).matches("(direct|journal):.*")).flatMap(route -> {
            String uri = configuration.context().resolvePropertyPlaceholders(Steps.uri(route));
            RouteDefinition other = first.putIfAbsent(uri, route);
            return other == null ? Stream.empty()
                    : Stream.of(error(configuration.place(route, "uri"),
                            "route %s reads %s too (%s)".formatted(other.getRouteId(), uri,
                                    configuration.place(other, "uri")),
                            "let one of them read another, or put their steps together"));
        });
    }
}
