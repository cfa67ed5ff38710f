package serai.people;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;

/** Makes keys of ids, addresses, numbers and refs: two spellings of one give the same key. A key's first letter tells its kind. */
final class KeyForm {

    /** The first character after the printable ones of ASCII. */
    private static final char DELETE = 0x7F;

    private KeyForm() {
    }

    static String id(String id) {
        return "i" + id.strip();
    }

    /** Without blanks, wherever they are, and in small letters. */
    static String email(String address) {
        boolean capitals = false;
        for (int i = 0; i < address.length(); i++) {
            char character = address.charAt(i);
            if (character <= ' ' || character >= DELETE) {
                return unusual(address);
            }
            capitals |= character >= 'A' && character <= 'Z';
        }
        return "e" + (capitals ? address.toLowerCase(Locale.ROOT) : address);
    }

    /** For an address with blanks, control characters, or characters beyond ASCII. */
    private static String unusual(String address) {
        StringBuilder key = new StringBuilder(address.length() + 1).append('e');
        boolean plain = true;
        for (int i = 0; i < address.length(); i++) {
            char character = address.charAt(i);
            plain &= character < 0x80;
            if (!Character.isWhitespace(character) && !Character.isSpaceChar(character)) {
                key.append(character >= 'A' && character <= 'Z' ? (char) (character + ('a' - 'A')) : character);
            }
        }
        return plain ? key.toString() : Normalizer.normalize(key.toString().toLowerCase(Locale.ROOT), Form.NFC);
    }

    /** @param e164 as {@link PhoneNumbers} makes it */
    static String phone(String e164) {
        return "p" + e164;
    }

    static String ref(String name, String text) {
        return "r" + name + "=" + text.strip();
    }
}
