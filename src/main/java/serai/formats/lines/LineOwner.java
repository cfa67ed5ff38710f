package serai.formats.lines;

/** Whose a line of a file is. */
enum LineOwner {
    /** The learner whose lines are looked for. */
    THEIRS,
    /** Another learner, or nobody. */
    ANOTHERS,
    /** The line does not say it in a form that is known. */
    UNKNOWN
}
