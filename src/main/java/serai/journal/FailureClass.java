package serai.journal;

import java.util.Locale;

/** What a failure means, as {@code errors-delivery.camel.yaml} has named it; the journal acts on nothing else of it. */
public enum FailureClass {
    /** The destination can't take anything now: everything waits. Also whatever nobody has named. */
    UNAVAILABLE,
    /** It will not take this: the record is narrowed down and dead lettered, the rest is delivered. */
    REFUSED,
    /** It knows a record of that id with other content. On a repeat that is the record itself, arrived before. */
    CONFLICT,
    /** It does not let us in: a matter of one record only where it takes another right after it. */
    FORBIDDEN,
    /** It is not what we think it is: the destination stops until somebody has mended it. */
    MISCONFIGURED;

    /** The class of that name in any case; {@link #UNAVAILABLE} for none and for a name that nobody knows. */
    public static FailureClass named(String name) {
        for (FailureClass known : values()) {
            if (known.name().equalsIgnoreCase(name)) {
                return known;
            }
        }
        return UNAVAILABLE;
    }

    /** The word that people and machines read. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
