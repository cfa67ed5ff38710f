package serai.sources;

import org.jspecify.annotations.Nullable;
import serai.model.ShowableMessage;

import java.util.List;

/**
 * A payload that isn't an event of its platform.
 *
 * <p>The message is one line with the place, the cause and the remedy. Serai shows it in the answer to the sender, in the
 * broker's dead letters and in logs. So it quotes nothing of the payload, and the exception has no cause that could.
 */
public final class UnreadableEventException extends RuntimeException implements ShowableMessage {

    private final List<String> pointers;
    private final int line;
    private final int column;
    private final String expected;

    private UnreadableEventException(String message, List<String> pointers, int line, int column, String expected) {
        super(message, null, false, false); // without a stack trace, which would become the description of a broker's dead letter
        this.pointers = pointers;
        this.line = line;
        this.column = column;
        this.expected = expected;
    }

    /** A payload that isn't valid JSON at that line and column (both from 1). */
    static UnreadableEventException notJson(int line, int column, String problem) {
        String expected = "one JSON object in UTF-8, with each property once";
        return new UnreadableEventException("line %s, column %s: %s; send the event again as %s"
                .formatted(line, column, problem, expected), List.of(), line, column, expected);
    }

    /** A payload that is missing or isn't bytes. */
    static UnreadableEventException notBytes() {
        String expected = "one JSON object in UTF-8";
        return new UnreadableEventException("the body is missing or isn't bytes; send the event again as " + expected,
                List.of(), 0, 0, expected);
    }

    /** A value that is missing or wrong. */
    public static UnreadableEventException at(String pointer, String problem, String expected) {
        return at(List.of(pointer), problem, expected);
    }

    /** Several such values; the problem and the expectation are those of the first one. */
    public static UnreadableEventException at(List<String> pointers, String problem, String expected) {
        String first = pointers.get(0);
        String more = pointers.size() == 1 ? "" : " (and %s more)".formatted(pointers.size() - 1);
        return new UnreadableEventException("%s %s%s; send the event again with %s there"
                .formatted(first.isEmpty() ? "the whole body" : first, problem, more, expected),
                List.copyOf(pointers), 0, 0, expected);
    }

    /**
     * JSON pointer (RFC 6901) to the first wrong value in the document, with property names as the platform documents them.
     * Empty for the whole document; null if the payload isn't JSON.
     */
    public @Nullable String pointer() {
        return pointers.isEmpty() ? null : pointers.get(0);
    }

    /** Pointers to all wrong values, {@link #pointer} first; empty if the payload isn't JSON. */
    public List<String> pointers() {
        return pointers;
    }

    /** The line, from 1, at which the JSON is invalid; 0 if the JSON is valid. */
    public int line() {
        return line;
    }

    /** The column, from 1, at which the JSON is invalid; 0 if the JSON is valid. */
    public int column() {
        return column;
    }

    /** The value that was expected there. */
    public String expected() {
        return expected;
    }
}
