package serai.journal;

/** The result of an append. With each result the outcome is on the disk, and the event's source must acknowledge the event. */
public enum Appended {
    /** New, and kept. */
    STORED,
    /** The same event with the same content was kept before. */
    DUPLICATE,
    /** The same event was kept before with other content; this one is kept as a dead letter of its source. */
    DIFFERS,
    /** Its learner was forgotten together with later events: the event is counted as filtered, and not kept. */
    FORGOTTEN
}
