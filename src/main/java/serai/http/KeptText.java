package serai.http;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;

/** The text of a part that has to be understood, as far as it has arrived; at most {@value #BYTES_MAX} bytes. */
final class KeptText {

    static final int BYTES_MAX = 300;

    private final byte[] bytes = new byte[BYTES_MAX];
    private int count;

    void clear() {
        count = 0;
    }

    /** Keeps one more byte. Returns what is wrong with it, in words for the sender; null if nothing is. */
    @Nullable
    String add(byte value) {
        if (count == BYTES_MAX || value < ' ' && value >= 0 && value != '\t') {
            return "its HTTP version, Content-Length, Transfer-Encoding or Host is too long, or has a control character";
        }
        bytes[count++] = value;
        return null;
    }

    /** The text, each byte a letter. */
    @Override
    public String toString() {
        return new String(bytes, 0, count, StandardCharsets.ISO_8859_1);
    }
}
