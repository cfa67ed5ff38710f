package serai.check.traps;

import org.apache.camel.model.MulticastDefinition;
import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Paths;
import serai.check.Rule;

import java.util.stream.Stream;

/** A multicast between a source and the journal: each of its branches fails, and ends, separately. */
final class NothingMulticastInSource implements Rule {

    @Override
    public String id() {
        return "multicast-in-source";
    }

    @Override
    public String meaning() {
        return "A `multicast` between a source and the journal. Where one branch fails the event is refused although the "
                + "others have "
                + "gone on, and what a branch names after the `timeout` is not kept.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        return Paths.steps(new Paths(configuration).ofSources()).filter(MulticastDefinition.class::isInstance)
                .map(MulticastDefinition.class::cast).map(step -> finding(configuration, step));
    }

    private Finding finding(Configuration configuration, MulticastDefinition step) {
        String remedy = "name all destinations in one step, such as to: journal:archive,lrs";
        return step.getTimeout() == null
                ? warning(configuration.place(step),
                        "a branch of multicast that fails refuses the event although the others have gone on",
                        remedy)
                : error(configuration.place(step, "timeout"),
                        "what a branch of multicast names after its timeout is not kept, and the event is acknowledged without it",
                        remedy);
    }
}
