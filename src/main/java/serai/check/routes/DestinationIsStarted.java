package serai.check.routes;

import org.apache.camel.model.RouteDefinition;
import org.jspecify.annotations.Nullable;
import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Rule;
import serai.check.Steps;

import java.util.Set;
import java.util.stream.Stream;

/** A destination whose route does not start gets nothing, and no failure shows it. */
final class DestinationIsStarted implements Rule {

    @Override
    public String id() {
        return "destination-not-started";
    }

    @Override
    public String meaning() {
        return "A step names a destination whose route does not start (`autoStartup` or `precondition` is false): its events wait until it "
                + "does.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        DestinationRoutes destinations = new DestinationRoutes(configuration);
        Set<String> named = destinations.named();
        return destinations.routes().filter(route -> destinations.names(Steps.uri(route)).anyMatch(named::contains))
                .flatMap(route -> Stream.concat(finding(configuration, route, "autoStartup", route.getAutoStartup()),
                        finding(configuration, route, "precondition", route.getPrecondition())));
    }

    private Stream<Finding> finding(Configuration configuration, RouteDefinition route, String key, @Nullable String written) {
        return written == null || !isFalse(configuration, written) ? Stream.empty()
                : Stream.of(warning(configuration.place(route, key),
                        "route %s does not start, and the events that are routed to it wait until it does"
                                .formatted(route.getRouteId()),
                        "take %s out, or the destination out of the router".formatted(key)));
    }

    private static boolean isFalse(Configuration configuration, String written) {
        try {
            return configuration.context().resolvePropertyPlaceholders(written).strip().equals("false");
        } catch (IllegalArgumentException e) {
            return false; // a placeholder that is not set; another rule reports it
        }
    }
}
