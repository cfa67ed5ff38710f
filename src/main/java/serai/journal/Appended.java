package serai.journal;

/** What became of an append. In each case the event is safe and must be acknowledged. */
public enum Appended {
    /** New, and kept. */
    STORED,
    /** The same event with the same content was kept before. */
    DUPLICATE,
    /** The same event was kept before with other content; this one is kept as a dead letter of its source. */
    DIFFERS
}
