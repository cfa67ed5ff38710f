package serai.http;

import org.jspecify.annotations.Nullable;
import serai.http.FramingFields.Field;

/**
 * A line of a request's head, or of the trailers behind its chunks, up to its carriage return: a field, or the empty line that
 * ends them (RFC 9112, section 5). The value is kept only of the fields that {@link FramingFields} judges.
 */
final class FieldLine {

    private static final int NAME_KEPT_BYTES = 20; // more than there are in any name that matters

    private enum Part {
        BEGIN, NAME, VALUE, OVER
    }

    private final byte[] name = new byte[NAME_KEPT_BYTES];
    private final KeptText value = new KeptText();
    private Part part = Part.BEGIN;
    private int nameBytes;
    private Field field = Field.OTHER;

    /** Begins the next line. */
    void begin() {
        part = Part.BEGIN;
        nameBytes = 0;
        value.clear();
    }

    /** Reads the next byte of the line. Returns what is wrong with it, in words for the sender; null if nothing is. */
    @Nullable
    String read(byte next) {
        return switch (part) {
            case BEGIN -> beginning(next);
            case NAME -> name(next);
            default -> value(next);
        };
    }

    private @Nullable String beginning(byte next) {
        if (next == '\r') {
            part = Part.OVER;
        } else if (CharacterClass.TOKEN.has(next)) {
            part = Part.NAME;
            keepName(next);
        } else {
            return "a header field is folded, or its name begins with a character that is not allowed";
        }
        return null;
    }

    private @Nullable String name(byte next) {
        if (next == ':') {
            part = Part.VALUE;
            field = Field.named(name, nameBytes);
        } else if (CharacterClass.TOKEN.has(next)) {
            keepName(next);
        } else {
            return "the name of a field is not directly followed by a colon";
        }
        return null;
    }

    private void keepName(byte next) {
        if (nameBytes < NAME_KEPT_BYTES) {
            name[nameBytes++] = next >= 'A' && next <= 'Z' ? (byte) (next + 32) : next;
        }
    }

    private @Nullable String value(byte next) {
        if (next == '\r') {
            part = Part.OVER;
            return null;
        }
        if (!CharacterClass.VALUE.has(next)) {
            return "a field has a control character or a line end in its value";
        }
        return field == Field.OTHER ? null : value.add(next);
    }

    /** Whether the carriage return was read. */
    boolean isOver() {
        return part == Part.OVER;
    }

    /** Whether the line has no field: it ends the head, or the trailers. */
    boolean isEmpty() {
        return nameBytes == 0;
    }

    /** The field, once the line is over. */
    Field field() {
        return field;
    }

    /** The field's value without the blanks around it, once the line is over; empty for {@link Field#OTHER}. */
    String value() {
        return value.toString().strip();
    }
}
