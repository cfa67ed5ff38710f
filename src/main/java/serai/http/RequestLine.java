package serai.http;

import org.jspecify.annotations.Nullable;

/**
 * The first line of a request, up to its carriage return: the method, the path with its query, and the version (RFC 9112,
 * section 3). Only the version is kept.
 */
final class RequestLine {

    private enum Part {
        METHOD, TARGET, VERSION, OVER
    }

    private final KeptText version = new KeptText();
    private Part part = Part.OVER;
    private int targetBytes;
    private boolean old;

    /** Begins the next line by its first byte. Returns what is wrong with it, in words for the sender; null if nothing is. */
    @Nullable
    String begin(byte first) {
        if (!CharacterClass.TOKEN.has(first)) {
            return "the request line does not begin with a method";
        }
        part = Part.METHOD;
        targetBytes = 0;
        version.clear();
        return null;
    }

    /** Reads the next byte of the line. Returns what is wrong with it, in words for the sender; null if nothing is. */
    @Nullable
    String read(byte value) {
        return switch (part) {
            case METHOD -> method(value);
            case TARGET -> target(value);
            default -> value == '\r' ? end() : version.add(value);
        };
    }

    private @Nullable String method(byte value) {
        if (value == ' ') {
            part = Part.TARGET;
            return null;
        }
        return CharacterClass.TOKEN.has(value) ? null : "the method is not a token";
    }

    private @Nullable String target(byte value) {
        if (value == ' ' && targetBytes > 0) {
            part = Part.VERSION;
            return null;
        }
        targetBytes++;
        return CharacterClass.TARGET.has(value) ? null : "path and query are not encoded, or are missing";
    }

    private @Nullable String end() {
        part = Part.OVER;
        String spoken = version.toString();
        old = spoken.equals("HTTP/1.0");
        return old || spoken.equals("HTTP/1.1") ? null
                : "the request line does not end with its version, HTTP/1.1 or HTTP/1.0";
    }

    /** Whether the carriage return was read. */
    boolean isOver() {
        return part == Part.OVER;
    }

    /** Whether it is a request of HTTP/1.0, once the line is over. */
    boolean isOld() {
        return old;
    }
}
