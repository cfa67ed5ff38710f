package serai.cli.publish;

/** The result of publishing an event. */
public enum PublishOutcome {

    /** The event was accepted. */
    TAKEN,
    /** The answer says that it is not an event; sending it again is useless. */
    REFUSED,
    /** The event can't be accepted now, or there was no answer: send the same event again. */
    NOT_NOW
}
