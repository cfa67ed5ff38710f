package serai.journal;

/** The result of an append. With each of them it is durable what became of the event, and its source must acknowledge it. */
public enum Appended {
    /** New, and kept. */
    STORED,
    /** The same event with the same content was kept before. */
    DUPLICATE,
    /** The same event was kept before with other content; this one is kept as a dead letter of its source. */
    DIFFERS,
    /** Its learner was forgotten, with all that comes later: it is counted as filtered, and not kept. */
    FORGOTTEN
}
