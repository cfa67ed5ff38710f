package serai.privacy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a destination may carry of a learner, before single fields are kept or dropped. */
public enum PrivacyMode {
    /** Everything, as the platform has sent it. */
    PLAIN,
    /** A keyed hash of the platform's id of the learner, the same at every destination; nothing else. */
    PSEUDONYM,
    /** Nothing that tells one learner from another. */
    NONE;

    /** The word that settings and routes have for it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The mode of that word; empty if there is none. */
    public static Optional<PrivacyMode> named(String word) {
        return Arrays.stream(values()).filter(mode -> mode.word().equals(word)).findFirst();
    }
}
