package serai.check.routes;

import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Rule;

import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A destination's route needs a route configuration that names the classes of its failures. */
final class FailuresClassified implements Rule {

    @Override
    public String id() {
        return "failures-not-classified";
    }

    @Override
    public String meaning() {
        return "A destination's route has no `routeConfigurationId`, or one that does not exist: none of its failures would be "
                + "classified, and a record that can't be delivered would hold up all others.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        if (!configuration.isComplete()) {
            return Stream.empty();
        }
        Set<String> known = configuration.routeConfigurations().stream().map(RouteConfigurationDefinition::getId)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
        return new DestinationRoutes(configuration).routes().filter(route -> !has(route, known))
                .map(route -> error(configuration.place(route, "routeConfigurationId"),
                        "route %s has %s; without one that exists none of its failures would be classified".formatted(
                                route.getRouteId(), route.getRouteConfigurationId() == null ? "no routeConfigurationId"
                                        : "routeConfigurationId " + route.getRouteConfigurationId()),
                        "there are %s; for a destination use delivery".formatted(String.join(", ", known))));
    }

    private static boolean has(RouteDefinition route, Set<String> known) {
        String id = route.getRouteConfigurationId();
        return id != null && Arrays.stream(id.split(",")).map(String::strip).allMatch(known::contains);
    }
}
