package serai.check;

import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SendDefinition;
import serai.journal.DestinationName;
import serai.steps.AlertUri;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The routes that an exchange goes through: the one in which it begins, and those that it calls by {@code direct:}. */
public final class Paths {

    private static final String DIRECT = "direct:";

    private final Configuration configuration;

    public Paths(Configuration configuration) {
        this.configuration = configuration;
    }

    /** The routes of destinations, and the routes that they call. */
    public Set<RouteDefinition> ofDestinations() {
        return from(DestinationName::isIn);
    }

    /** The routes of sources, and the routes that they call. */
    public Set<RouteDefinition> ofSources() {
        return from(Paths::isOfSource);
    }

    /** Whether a route that begins with this URI is a source's: no destination's, not called by another, and not for alerts. */
    public static boolean isOfSource(String uri) {
        return !DestinationName.isIn(uri) && !uri.startsWith(DIRECT) && !AlertUri.isIn(uri);
    }

    /** The routes that begin with a URI that matches, and the routes that they call. */
    public Set<RouteDefinition> from(Predicate<String> begins) {
        Set<RouteDefinition> found = new LinkedHashSet<>();
        configuration.ownRoutes().stream().filter(route -> begins.test(Steps.uri(route))).forEach(route -> add(route, found));
        return found;
    }

    private void add(RouteDefinition route, Set<RouteDefinition> found) {
        if (found.add(route)) {
            Steps.of(route, SendDefinition.class).map(step -> Steps.uri((SendDefinition<?>) step))
                    .filter(uri -> uri.startsWith(DIRECT)).forEach(uri -> configuration.routes().stream()
                            .filter(called -> Steps.uri(called).equals(uri)).forEach(called -> add(called, found)));
        }
    }

    /** The {@code onException}s of the route configurations that these routes name. */
    public Stream<OnExceptionDefinition> onExceptions(Set<RouteDefinition> routes) {
        Set<String> named = routes.stream().map(RouteDefinition::getRouteConfigurationId).filter(Objects::nonNull)
                .flatMap(ids -> Arrays.stream(ids.split(","))).map(String::strip).collect(Collectors.toSet());
        return configuration.routeConfigurations().stream().filter(one -> named.contains(one.getId()))
                .flatMap(one -> one.getOnExceptions().stream());
    }

    /** The steps of routes, without those of the route configurations that hold for them. */
    public static Stream<ProcessorDefinition<?>> steps(Set<RouteDefinition> routes) {
        return routes.stream().flatMap(route -> Steps.of(route)
                .filter(step -> step.getLocation() == null || step.getLocation().equals(route.getLocation())));
    }
}
