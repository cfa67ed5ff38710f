package serai.check.expressions;

import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Rule;
import serai.check.walk.SampleWalk;

import java.util.stream.Stream;

/** A route that calls itself, or is called by one that it calls, with no condition that ends it. */
final class RouteEnds implements Rule {

    @Override
    public String id() {
        return "endless-route";
    }

    @Override
    public String meaning() {
        return "A sample enters a route again and again, since the route calls itself, or another one that calls it. Each "
                + "event would "
                + "fail.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        return SampleWalk.of(configuration).endless.stream().limit(1).map(route -> error(configuration.place(route),
                "an event that enters route %s comes there again and again".formatted(route.getId()),
                "take out the step that leads back, or let a condition end it"));
    }
}
