package serai.check.traps;

import org.apache.camel.model.AggregateDefinition;
import org.apache.camel.model.OnCompletionDefinition;
import org.apache.camel.model.ResequenceDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.ThreadsDefinition;
import org.apache.camel.model.WireTapDefinition;
import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Paths;
import serai.check.Rule;
import serai.check.Steps;

import java.util.stream.Stream;

/** A step of a destination that hands records to another thread: they count as delivered before they are. */
final class NothingLaterInDestination implements Rule {

    @Override
    public String id() {
        return "delivered-later";
    }

    @Override
    public String meaning() {
        return "A step of a destination's route hands its records on and does not wait (`seda:`, `aggregate`, `resequence`, `threads`, "
                + "`wireTap`, `onCompletion`): they count as delivered before they are, and are lost if that fails.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        return Paths.steps(new Paths(configuration).ofDestinations()).flatMap(step -> {
            if (step instanceof WireTapDefinition) {
                return Stream.of(warning(configuration.place(step),
                        "wireTap sends a copy without waiting: if that fails, the records count as delivered all the same",
                        "use a to step for what has to arrive"));
            }
            if (step instanceof OnCompletionDefinition) {
                return Stream.of(error(configuration.place(step),
                        "onCompletion begins when the records count as delivered already: if it fails, Serai does not try again",
                        "use a to step in the route"));
            }
            boolean later = step instanceof AggregateDefinition || step instanceof ResequenceDefinition
                    || step instanceof ThreadsDefinition
                    || step instanceof SendDefinition<?> send && Steps.isOfQueue(Steps.uri(send));
            return later ? Stream.of(error(configuration.place(step),
                    "%s hands records on without waiting: they count as delivered before they are".formatted(
                            step instanceof SendDefinition<?> send ? Steps.uri(send) : step.getShortName()),
                    "use a to step; journal: gathers records by batchSize")) : Stream.empty();
        });
    }
}
