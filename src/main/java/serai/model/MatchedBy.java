package serai.model;

/** By what a learner was found in the directory of the organisation's people. A name alone is never enough. */
public enum MatchedBy {
    /** The client's own id of the learner, which the platform has sent. */
    EXTERNAL_ID,
    /** An operator has linked the platform's id to the person. */
    LINK,
    /** The e-mail address, without regard to case and blanks, or one of the person's other addresses. */
    EMAIL,
    /** The phone number, in whatever way it is written. */
    PHONE,
    /** One of the client's free texts about the learner. */
    REF
}
