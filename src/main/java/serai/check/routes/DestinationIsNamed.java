package serai.check.routes;

import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Rule;
import serai.check.Steps;

import java.util.Set;
import java.util.stream.Stream;

/** A destination that no step names gets nothing. */
final class DestinationIsNamed implements Rule {

    @Override
    public String id() {
        return "destination-not-named";
    }

    @Override
    public String meaning() {
        return "A route reads a destination that no step names, so it gets nothing.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        if (!configuration.isComplete()) {
            return Stream.empty();
        }
        DestinationRoutes destinations = new DestinationRoutes(configuration);
        Set<String> named = destinations.named();
        return destinations.routes().flatMap(route -> destinations.names(Steps.uri(route)).filter(name -> !named.contains(name))
                .map(name -> warning(configuration.place(route, "uri"),
                        "no route sends to journal:%s, so its destination gets nothing".formatted(name),
                        "name it in the router, or take the route out")));
    }
}
