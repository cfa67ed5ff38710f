package serai.http;

import org.jspecify.annotations.Nullable;

/**
 * The line in front of a chunk, up to its carriage return: the chunk's size in hexadecimal digits, and extensions, which are
 * checked and not kept (RFC 9112, section 7.1).
 */
final class ChunkLine {

    private static final int DIGITS_MAX = 16; // with leading zeros
    private static final int EXTENSION_MAX_BYTES = 256;

    private enum Part {
        SIZE, EXTENSION, OVER
    }

    private Part part = Part.SIZE;
    private long size;
    private int digits;
    private int extensionBytes;
    private boolean quoted;
    private boolean escaped;

    /** Begins the next line. */
    void begin() {
        part = Part.SIZE;
        size = 0;
        digits = 0;
        extensionBytes = 0;
        quoted = false;
        escaped = false;
    }

    /** Reads the next byte of the line. Returns what is wrong with it, in words for the sender; null if nothing is. */
    @Nullable
    String read(byte value) {
        return part == Part.EXTENSION ? extension(value) : size(value);
    }

    private @Nullable String size(byte value) {
        int digit = Character.digit(value, 16);
        if (digit >= 0) {
            size = size * 16 + digit;
            return ++digits > DIGITS_MAX || size > Integer.MAX_VALUE ? "the size of a chunk is too large" : null;
        }
        if (digits == 0 || value != '\r' && value != ';') {
            return "the size of a chunk is not a hexadecimal number";
        }
        part = value == ';' ? Part.EXTENSION : Part.OVER;
        return null;
    }

    private @Nullable String extension(byte value) {
        if (value == '\r' && !quoted) {
            part = Part.OVER;
        } else if (!CharacterClass.VALUE.has(value) || ++extensionBytes > EXTENSION_MAX_BYTES) {
            return "the extension of a chunk has a line end or a control character, or is too long";
        } else if (escaped) {
            escaped = false;
        } else if (value == '\\') {
            escaped = quoted;
        } else if (value == '"') {
            quoted = !quoted;
        }
        return null;
    }

    /** Whether nothing of the line was read. */
    boolean isEmpty() {
        return digits == 0;
    }

    /** Whether the carriage return was read. */
    boolean isOver() {
        return part == Part.OVER;
    }

    /** The chunk's length in bytes, once the line is over; 0 for the last chunk. */
    long size() {
        return size;
    }
}
