package serai.http;

import java.util.function.IntPredicate;

/** The characters that a part of a request may consist of (RFC 9110, RFC 9112, RFC 3986), each one byte. */
enum CharacterClass {

    /** Of a method, and of a field's name. */
    TOKEN(value -> isLetterOrDigit(value) || "!#$%&'*+-.^_`|~".indexOf(value) >= 0),
    /** Of path and query: all that are visible. */
    TARGET(value -> value > ' ' && value < 127),
    /** Of a field's value: no control character but the tab. Bytes outside ASCII are allowed. */
    VALUE(value -> value == '\t' || value >= ' ' && value != 127),
    /** Of a host's name or address, with its port. */
    HOST(value -> isLetterOrDigit(value) || "-._~:[]%!$&'()*+;=".indexOf(value) >= 0);

    private final boolean[] has = new boolean[256];

    CharacterClass(IntPredicate isAllowed) {
        for (int value = 0; value < has.length; value++) {
            has[value] = isAllowed.test(value);
        }
    }

    boolean has(byte value) {
        return has[value & 0xff];
    }

    private static boolean isLetterOrDigit(int value) {
        return value < 128 && Character.isLetterOrDigit(value);
    }
}
