package serai.check.expressions;

import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Rule;
import serai.check.walk.SampleWalk;

import java.util.stream.Stream;

/** A destination's route that sends nothing for any sample would count all its records as delivered. */
final class SomethingIsSent implements Rule {

    @Override
    public String id() {
        return "nothing-sent";
    }

    @Override
    public String meaning() {
        return "No sample of any type reaches a step of a destination's route that sends. All records would count as delivered.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        return SampleWalk.of(configuration).sent.entrySet().stream().filter(route -> !route.getValue())
                .map(route -> warning(configuration.place(route.getKey()),
                        "route %s sends no event of any type anywhere: all would count as delivered"
                                .formatted(route.getKey().getId()),
                        "look at its conditions, and at where it sends to"));
    }
}
