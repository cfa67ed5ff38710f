package serai.check.routes;

import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Rule;
import serai.check.Steps;

import java.util.stream.Stream;

/**
 * A destination's route that names destinations: its records are in the journal already, so appending them again would make
 * duplicates, which reach no destination.
 */
final class NothingNamedByDestination implements Rule {

    @Override
    public String id() {
        return "named-by-destination";
    }

    @Override
    public String meaning() {
        return "A destination's route names destinations. Its records are in the journal already, so they would get nothing.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        DestinationRoutes destinations = new DestinationRoutes(configuration);
        return destinations.routes().flatMap(route -> destinations.behind(route).findFirst().stream()
                .map(named -> error(destinations.naming(route).findFirst().map(step -> configuration.place(step, "uri"))
                        .orElseGet(() -> configuration.place(route)),
                        ("route %s reads %s and names %s: its records are in the journal already, so the named destination would "
                                + "get nothing").formatted(route.getRouteId(), Steps.uri(route), named),
                        "name it in the router")));
    }
}
