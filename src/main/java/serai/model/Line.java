package serai.model;

/**
 * The line of JSON that a record was read from, so that it need not be written again. It says what the record says, so it
 * takes no part in whether two records are equal. Personal data: {@link #toString} shows nothing of it.
 */
public final class Line {

    /** That of a record which was read from none. */
    static final Line NONE = new Line("");

    private final String text;

    Line(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Line;
    }

    @Override
    public int hashCode() {
        return 0;
    }

    @Override
    public String toString() {
        return text.length() + " characters";
    }
}
