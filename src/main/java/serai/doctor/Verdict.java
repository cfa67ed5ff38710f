package serai.doctor;

import java.util.Locale;

/** Whether Serai can work with what an examination has found. */
public enum Verdict {

    /** It is as it should be. */
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
