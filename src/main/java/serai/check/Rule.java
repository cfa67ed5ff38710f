package serai.check;

import java.util.stream.Stream;

/** One thing that may be wrong with a configuration and can be seen before the first event. */
public interface Rule {

    /** The name by which findings refer to the rule: lower-case letters and hyphens. It is the same in every version. */
    String id();

    /** What the rule finds and why that matters, in one or two sentences of Markdown. */
    String meaning();

    /** All that the rule finds. It reads the configuration only: it starts nothing, writes nothing, and reaches nobody. */
    Stream<Finding> findings(Configuration configuration);

    /** A finding of this rule that Serai refuses to run with. */
    default Finding error(Place place, String cause, String remedy) {
        return new Finding(id(), Severity.ERROR, place, cause, remedy);
    }

    /** A finding of this rule that Serai only logs. */
    default Finding warning(Place place, String cause, String remedy) {
        return new Finding(id(), Severity.WARNING, place, cause, remedy);
    }
}
