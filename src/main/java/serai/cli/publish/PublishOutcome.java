package serai.cli.publish;

/** What becomes of an event that a platform publishes. */
public enum PublishOutcome {

    /** It was taken. */
    TAKEN,
    /** It was answered that it is no event, which is the end of it. */
    REFUSED,
    /** It can't be taken now, or nobody has answered: the same one is to be sent again. */
    NOT_NOW
}
