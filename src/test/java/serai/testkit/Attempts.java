package serai.testkit;

import serai.journal.attempt.Attempt;

import java.util.Map;

/** Makes attempts for tests. */
public final class Attempts {

    private Attempts() {
    }

    /** A page's first attempt, of a destination that remembers these values. */
    public static Attempt attempt(Map<String, String> remembered) {
        return new Attempt("archive", 1, false, remembered);
    }
}
