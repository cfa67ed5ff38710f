package serai.check.traps;

import org.apache.camel.model.MulticastDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RecipientListDefinition;
import org.apache.camel.model.SplitDefinition;
import org.jspecify.annotations.Nullable;
import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Paths;
import serai.check.Rule;

import java.util.stream.Stream;

/** An aggregation strategy decides whether the failure of a part is one of the whole; most strategies forget the failure. */
final class FailureIsPassedOn implements Rule {

    @Override
    public String id() {
        return "failure-of-a-part";
    }

    @Override
    public String meaning() {
        return "A `split`, `multicast` or `recipientList` of a destination has an `aggregationStrategy` and no `stopOnException`, and most "
                + "strategies forget the failure of a part; or it has a `timeout`, after which it goes on without the parts that are not "
                + "done. They would count as delivered.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        Paths paths = new Paths(configuration);
        return Stream.concat(Paths.steps(paths.ofDestinations()).filter(FailureIsPassedOn::leavesParts)
                .map(step -> error(configuration.place(step, "timeout"),
                        "what is not sent within the timeout is given up, and counts as delivered",
                        "take timeout out; each endpoint and client has a time limit of its own")),
                forgetful(configuration, paths));
    }

    /** Whether the step goes on without the parts that are not done in time. */
    private static boolean leavesParts(ProcessorDefinition<?> step) {
        String timeout = step instanceof SplitDefinition split ? split.getTimeout()
                : step instanceof MulticastDefinition several ? several.getTimeout()
                        : step instanceof RecipientListDefinition<?> list ? list.getTimeout() : null;
        return timeout != null && !timeout.equals("0");
    }

    private Stream<Finding> forgetful(Configuration configuration, Paths paths) {
        return Paths.steps(paths.ofDestinations()).filter(FailureIsPassedOn::forgets)
                .map(step -> warning(configuration.place(step, "aggregationStrategy"),
                        "this aggregationStrategy may forget that a part has failed, which counts as delivered then",
                        "add stopOnException: \"true\""));
    }

    private static boolean forgets(ProcessorDefinition<?> step) {
        return step instanceof SplitDefinition split && forgets(split.getAggregationStrategy(), split.getStopOnException())
                || step instanceof MulticastDefinition several && forgets(several.getAggregationStrategy(),
                        several.getStopOnException())
                || step instanceof RecipientListDefinition<?> list && forgets(list.getAggregationStrategy(),
                        list.getStopOnException());
    }

    private static boolean forgets(@Nullable String strategy, @Nullable String stop) {
        return strategy != null && !"true".equals(stop);
    }
}
