package serai.doctor;

import java.util.Locale;

/** How good or bad it is what an examination has found. */
public enum Verdict {

    OK,
    /** It works now; somebody should look at it before it does not. */
    WARN,
    /** Serai can't do its work with it. */
    FAIL;

    /** The word that is printed. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
