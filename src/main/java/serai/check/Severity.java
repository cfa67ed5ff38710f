package serai.check;

import java.util.Locale;

/** How much a finding matters. */
public enum Severity {
    /** Serai refuses to run with it. */
    ERROR,
    /** Serai runs, and logs it. */
    WARNING;

    /** The word that people and machines read. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
