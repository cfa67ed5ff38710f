package serai.model;

/** What Serai found out about a record beside what its source sent. */
public enum Mark {
    /** A course start that Microsoft Community Training sends again when it redraws a page after the completion. */
    REDRAW
}
