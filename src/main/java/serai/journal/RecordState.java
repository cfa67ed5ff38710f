package serai.journal;

import java.util.Locale;

/** How far a record has come with one destination: the same word in the database, in the code and in what commands print. */
public enum RecordState {

    /** Waits for its turn. */
    PENDING,
    /** Failed by itself, and is tried again while others go on. */
    HELD,
    /** An operator has had it sent again; its turn comes with the next page. */
    REQUEUED,
    /** The destination has it. */
    DELIVERED,
    /** Given up: it stands in the dead letters and waits for an operator. */
    DEAD,
    /** An operator has decided that it will not be sent. */
    DROPPED,
    /** Kept, and no destination was named for it. */
    UNROUTED,
    /** What came was no event; its body is kept. */
    REJECTED,
    /** An event that came again with another content, and that an operator has taken in the place of the first. */
    ACCEPTED;

    /** @throws IllegalArgumentException if there is no state of that word */
    public static RecordState named(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** What people and machines read. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
