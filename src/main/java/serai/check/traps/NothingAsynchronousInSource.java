package serai.check.traps;

import org.apache.camel.model.AggregateDefinition;
import org.apache.camel.model.DelayDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ResequenceDefinition;
import org.apache.camel.model.ThreadsDefinition;
import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Paths;
import serai.check.Rule;

import java.util.stream.Stream;

/** A step that goes on with the event on another thread, or later, while the source's route has ended. */
final class NothingAsynchronousInSource implements Rule {

    @Override
    public String id() {
        return "asynchronous-in-source";
    }

    @Override
    public String meaning() {
        return "A step between a source and the journal goes on later or on another thread (`aggregate`, `resequence`, `threads`, `delay`). "
                + "The source would acknowledge the event before it is kept, or hold up all others; a message's lock would end.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        return Paths.steps(new Paths(configuration).ofSources()).filter(NothingAsynchronousInSource::isLater)
                .map(step -> step instanceof DelayDefinition delay && !"true".equals(delay.getAsyncDelayed())
                        ? warning(configuration.place(step),
                                "delay holds up the source: events that come meanwhile wait, and may be lost "
                                        + "where their publisher waits no longer",
                                "take it out, or put it into the destination's route")
                        : error(configuration.place(step),
                                "%s goes on with the event later, when its source has acknowledged it already"
                                        .formatted(step.getShortName()),
                                "take it out, or put it into the destination's route"));
    }

    private static boolean isLater(ProcessorDefinition<?> step) {
        return step instanceof AggregateDefinition || step instanceof ResequenceDefinition || step instanceof ThreadsDefinition
                || step instanceof DelayDefinition;
    }
}
