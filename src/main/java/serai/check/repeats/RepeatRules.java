package serai.check.repeats;

import serai.check.Rule;

import java.util.List;

/** The rules of repeats. */
public final class RepeatRules {

    private RepeatRules() {
    }

    /** All of them, in the order in which documents list them. */
    public static List<Rule> all() {
        return List.of(new KeyStaysTheSame(), new StatementCanRepeat(), new FileIsWhole(), new FolderHasOneWriter());
    }
}
