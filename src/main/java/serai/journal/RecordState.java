package serai.journal;

import java.util.Locale;

/** A record's state with one destination. The database, the code and the commands' output use the same words. */
public enum RecordState {

    /** Named for the destination, and not delivered yet. */
    PENDING,
    /** Failed as a single record. Serai retries it while it delivers others. */
    HELD,
    /** An operator has had the record sent again. Serai delivers it when it is due. */
    REQUEUED,
    /**
     * Waits until the directory knows whose record it is: the destination's route asks for that. It was not sent, and no attempt
     * counts.
     */
    UNMATCHED,
    /** The destination has the record. */
    DELIVERED,
    /**
     * A dead letter: the destination has refused the record, or has not taken it in the greatest number of attempts. An operator
     * has to decide.
     */
    DEAD,
    /** Given up, by an operator or because a retention has ended. */
    DROPPED,
    /** Kept, and the router had no destination for it. */
    UNROUTED,
    /** The request was no event; its body is kept. */
    REJECTED,
    /** An event that came again with other content, and that an operator has accepted beside the first, as a record of its own. */
    ACCEPTED;

    /** @throws IllegalArgumentException if there is no state with that word */
    public static RecordState named(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** The word for the state in the database, in commands' output and in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
