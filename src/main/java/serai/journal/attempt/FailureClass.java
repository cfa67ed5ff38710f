package serai.journal.attempt;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/** What a failed delivery means. {@code errors-delivery.camel.yaml} names the class, and the journal decides by it. */
public enum FailureClass {
    /**
     * The destination can't take anything now, so all its records wait. Also the class of a failure that the routes name no
     * class for.
     */
    UNAVAILABLE,
    /** The destination does not take a record. Serai finds that record, makes it a dead letter and delivers the others. */
    REFUSED,
    /**
     * The destination has the record's id already, perhaps with other content; only a client that knows its server's answers
     * says so. On a repeat this is the record itself, delivered by an earlier attempt, unless the record is a dead letter.
     */
    CONFLICT,
    /**
     * The destination does not accept the credentials. Serai blames the record only if the destination takes another one right
     * after it.
     */
    FORBIDDEN,
    /**
     * The address, a certificate, a table or the like is wrong. The destination stops, and Serai tries it only at long intervals
     * until somebody has corrected it.
     */
    MISCONFIGURED;

    /** The class of that name, in upper or lower case; {@link #UNAVAILABLE} if the name is null or unknown. */
    public static FailureClass named(@Nullable String name) {
        for (FailureClass known : values()) {
            if (known.name().equalsIgnoreCase(name)) {
                return known;
            }
        }
        return UNAVAILABLE;
    }

    /** The word for the class in commands' output and in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
