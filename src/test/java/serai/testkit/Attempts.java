package serai.testkit;

import serai.journal.attempt.Attempt;

import java.util.Map;

/** Attempts for tests of what uses them. */
public final class Attempts {

    private Attempts() {
    }

    /** A first attempt, of a destination that remembers that. */
    public static Attempt attempt(Map<String, String> remembered) {
        return new Attempt("archive", 1, false, remembered);
    }
}
