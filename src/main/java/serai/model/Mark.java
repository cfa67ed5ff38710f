package serai.model;

/** A property of a record that Serai has found out, in addition to what the source has sent. */
public enum Mark {
    /** A course start that Microsoft Community Training sends again when it redraws a page after the completion. */
    REDRAW
}
