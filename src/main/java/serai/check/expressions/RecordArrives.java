package serai.check.expressions;

import org.apache.camel.NamedNode;
import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Rule;
import serai.check.walk.SampleWalk;
import serai.journal.DestinationName;

import java.util.stream.Stream;

/** A step that translates or keeps a learning record, after a step that has replaced the record in the body. */
final class RecordArrives implements Rule {

    @Override
    public String id() {
        return "no-record";
    }

    @Override
    public String meaning() {
        return "A step that translates a learning record, or `journal:`, which keeps it, comes after a step that has put something "
                + "else into the body (`convertBodyTo`, `marshal`, `setBody`, an answer). Each event would fail there.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        return SampleWalk.of(configuration).recordless.stream().map(one -> error(configuration.place(one.step()),
                "%s needs a learning record, and what comes here from route %s is not one".formatted(what(one.step()),
                        one.entry().getId()),
                "take out the step that puts something else into the body, or keep the record before it: setProperty, and later "
                        + "setBody"));
    }

    private static String what(NamedNode step) {
        return switch (step.getShortName()) {
            case "to" -> DestinationName.SCHEME;
            case "process" -> "a template";
            default -> step.getShortName();
        };
    }
}
