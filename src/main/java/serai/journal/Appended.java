package serai.journal;

/** The result of an append. With each of them the event is durable, and its source must acknowledge it. */
public enum Appended {
    /** New, and kept. */
    STORED,
    /** The same event with the same content was kept before. */
    DUPLICATE,
    /** The same event was kept before with other content; this one is kept as a dead letter of its source. */
    DIFFERS
}
