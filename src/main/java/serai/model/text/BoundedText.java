package serai.model.text;

import java.nio.charset.StandardCharsets;

/** Cuts text to a number of bytes. */
public final class BoundedText {

    private static final int BYTES_A_CHARACTER = 3; // at the most, for each char of a String

    private BoundedText() {
    }

    /** The text's beginning of up to {@code maxBytes} bytes in UTF-8; no character is cut in two. */
    public static String cut(String text, int maxBytes) {
        if ((long) text.length() * BYTES_A_CHARACTER <= maxBytes) {
            return text;
        }
        String head = text.substring(0, Math.min(text.length(), maxBytes + 1)); // a character has a byte or more
        byte[] bytes = head.getBytes(StandardCharsets.UTF_8);
        int end = Math.min(bytes.length, maxBytes);
        while (end < bytes.length && (bytes[end] & 0xC0) == 0x80) { // not in the middle of a character
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }
}
