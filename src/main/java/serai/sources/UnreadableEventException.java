package serai.sources;

import serai.model.ShowableMessage;

import java.util.List;

/**
 * A payload that isn't an event of its platform.
 *
 * <p>The message is one line with the place, the cause and the remedy. It goes to the sender's answer, to the broker's
 * dead letters and to logs: so it quotes nothing of the payload, and there is no cause that could.
 */
public final class UnreadableEventException extends RuntimeException implements ShowableMessage {

    private final List<String> pointers;
    private final int line;
    private final int column;
    private final String expected;

    private UnreadableEventException(String message, List<String> pointers, int line, int column, String expected) {
        super(message, null, false, false); // the broker's dead letters would have the stack trace as their description
        this.pointers = pointers;
        this.line = line;
        this.column = column;
        this.expected = expected;
    }

    /** A payload that breaks JSON itself at that place (both from 1). */
    static UnreadableEventException notJson(int line, int column, String problem) {
        String expected = "one JSON object in UTF-8, with each property once";
        return new UnreadableEventException("line %s, column %s: %s; send the event again as %s"
                .formatted(line, column, problem, expected), List.of(), line, column, expected);
    }

    /** A payload that never was text: the body had another kind of content. */
    static UnreadableEventException notBytes() {
        String expected = "one JSON object in UTF-8";
        return new UnreadableEventException("the body is missing or isn't bytes; send the event again as " + expected,
                List.of(), 0, 0, expected);
    }

    /** A value that is missing or not what it should be. */
    public static UnreadableEventException at(String pointer, String problem, String expected) {
        return at(List.of(pointer), problem, expected);
    }

    /** Several such values: the problem and what was expected are the first one's. */
    public static UnreadableEventException at(List<String> pointers, String problem, String expected) {
        String first = pointers.get(0);
        String more = pointers.size() == 1 ? "" : " (and %s more)".formatted(pointers.size() - 1);
        return new UnreadableEventException("%s %s%s; send the event again with %s there"
                .formatted(first.isEmpty() ? "the whole body" : first, problem, more, expected),
                List.copyOf(pointers), 0, 0, expected);
    }

    /**
     * JSON pointer (RFC 6901) to the first value in the document that is wrong, in the property names that the platform
     * documents; empty for the whole document; null where the payload isn't JSON.
     */
    public String pointer() {
        return pointers.isEmpty() ? null : pointers.get(0);
    }

    /** Pointers to all that was found wrong, {@link #pointer} first; empty where the payload isn't JSON. */
    public List<String> pointers() {
        return pointers;
    }

    /** The line, from 1, where the JSON itself is broken; otherwise 0. */
    public int line() {
        return line;
    }

    /** The column, from 1, where the JSON itself is broken; otherwise 0. */
    public int column() {
        return column;
    }

    /** What should have stood there. */
    public String expected() {
        return expected;
    }
}
