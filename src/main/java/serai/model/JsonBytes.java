package serai.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * JSON under construction, in UTF-8. It escapes as Jackson does: only what JSON requires. A question mark replaces half a surrogate
 * pair, which has no bytes. Writing bytes at once, with names encoded beforehand, is faster than writing characters and encoding
 * them afterwards.
 */
final class JsonBytes {

    private static final String HEX = "0123456789ABCDEF";
    /** The longest form of one character: an escape with four digits. */
    private static final int CHARACTER_MAX = 6;

    private byte[] bytes;
    private int length;

    /** @param usual the length that most documents don't exceed */
    JsonBytes(int usual) {
        bytes = new byte[usual];
    }

    /** A property's name as {@link #name(byte[])} wants it. */
    static byte[] encoded(String name) {
        return ("\"" + name + "\":").getBytes(StandardCharsets.UTF_8);
    }

    /** Begins an object or an array, or ends it. */
    void bracket(char bracket) {
        room(1);
        bytes[length++] = (byte) bracket;
    }

    /** Adds a comma if a value precedes in the same object or array. */
    void next() {
        byte last = bytes[length - 1];
        if (last != '{' && last != '[') { // a text ends with a quotation mark
            bracket(',');
        }
    }

    /** Begins the next property of an object. */
    void name(byte[] encoded) {
        next();
        raw(encoded);
    }

    /** As {@link #name(byte[])}, for a name that was not encoded before. */
    void name(String name) {
        next();
        text(name);
        bracket(':');
    }

    /** Adds characters that need no escape, such as a number or a line end. */
    void plain(String ascii) {
        int more = ascii.length();
        room(more);
        for (int i = 0; i < more; i++) {
            bytes[length++] = (byte) ascii.charAt(i);
        }
    }

    private void raw(byte[] more) {
        room(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
    }

    /** Adds a text in quotation marks. */
    void text(String text) {
        int end = text.length();
        room(end + 2);
        bytes[length++] = '"';
        byte[] here = bytes;
        int at = length;
        for (int i = 0; i < end; i++) {
            char one = text.charAt(i);
            if (!isPlain(one)) {
                length = at;
                escaped(text, i);
                return;
            }
            here[at++] = (byte) one;
        }
        here[at++] = '"';
        length = at;
    }

    private static boolean isPlain(char one) {
        return one >= ' ' && one < 0x80 && one != '"' && one != '\\';
    }

    /** Adds the text from {@code start} on, and the closing quotation mark. */
    private void escaped(String text, int start) {
        for (int i = start; i < text.length(); i++) {
            room(CHARACTER_MAX);
            char one = text.charAt(i);
            if (isPlain(one)) {
                bytes[length++] = (byte) one;
            } else if (one < 0x80) {
                escape(one);
            } else if (Character.isHighSurrogate(one) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
                int point = Character.toCodePoint(one, text.charAt(i));
                bytes[length++] = (byte) (0xF0 | point >> 18);
                bytes[length++] = (byte) (0x80 | point >> 12 & 0x3F);
                bytes[length++] = (byte) (0x80 | point >> 6 & 0x3F);
                bytes[length++] = (byte) (0x80 | point & 0x3F);
            } else if (Character.isSurrogate(one)) {
                bytes[length++] = '?';
            } else if (one < 0x800) {
                bytes[length++] = (byte) (0xC0 | one >> 6);
                bytes[length++] = (byte) (0x80 | one & 0x3F);
            } else {
                bytes[length++] = (byte) (0xE0 | one >> 12);
                bytes[length++] = (byte) (0x80 | one >> 6 & 0x3F);
                bytes[length++] = (byte) (0x80 | one & 0x3F);
            }
        }
        bracket('"');
    }

    private void escape(char one) {
        bytes[length++] = '\\';
        switch (one) {
            case '"', '\\' -> bytes[length++] = (byte) one;
            case '\b' -> bytes[length++] = 'b';
            case '\t' -> bytes[length++] = 't';
            case '\n' -> bytes[length++] = 'n';
            case '\f' -> bytes[length++] = 'f';
            case '\r' -> bytes[length++] = 'r';
            default -> {
                bytes[length++] = 'u';
                bytes[length++] = '0';
                bytes[length++] = '0';
                bytes[length++] = (byte) HEX.charAt(one >> 4);
                bytes[length++] = (byte) HEX.charAt(one & 0xF);
            }
        }
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, more), 2 * bytes.length));
        }
    }

    /** What was added, as an array of its own. */
    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
