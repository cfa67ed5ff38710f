package serai.check.traps;

import org.apache.camel.model.TryDefinition;
import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Paths;
import serai.check.Rule;

import java.util.stream.Stream;

/** Inside a doTry no onException is asked, so that a failure has no class. */
final class FailureKeepsItsClass implements Rule {

    @Override
    public String id() {
        return "do-try";
    }

    @Override
    public String meaning() {
        return "`doTry` in a destination's route: a failure inside it gets no class, counts as unavailable, and is tried again for ever.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        return Paths.steps(new Paths(configuration).ofDestinations()).filter(TryDefinition.class::isInstance)
                .map(step -> warning(configuration.place(step),
                        "a failure inside doTry gets no class, so that it counts as unavailable and is tried again for ever",
                        "take doTry out; name the failure's class in errors-delivery.camel.yaml"));
    }
}
