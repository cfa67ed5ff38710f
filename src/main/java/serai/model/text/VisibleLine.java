package serai.model.text;

/**
 * Text from outside that can't hide or forge anything where it is read. Control characters would give a terminal commands or
 * begin a line of a log, and formatting characters (bidirectional overrides, zero-width characters) would hide what the text
 * says. All are replaced by their JSON escapes.
 */
public final class VisibleLine {

    private VisibleLine() {
    }

    /**
     * The text with these characters escaped, as in {@code \\u0000}.
     *
     * @param allowed control characters that stay as they are
     */
    public static String escaped(String text, String allowed) {
        if (text.chars().noneMatch(one -> isToEscape((char) one, allowed))) {
            return text;
        }
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char one = text.charAt(i);
            if (isToEscape(one, allowed)) {
                escaped.append("\\u").append(Character.forDigit(one >> 12, 16)).append(Character.forDigit(one >> 8 & 15, 16))
                        .append(Character.forDigit(one >> 4 & 15, 16)).append(Character.forDigit(one & 15, 16));
            } else {
                escaped.append(one);
            }
        }
        return escaped.toString();
    }

    private static boolean isToEscape(char one, String allowed) {
        if (one >= ' ' && one < 0x7F) {
            return false;
        }
        return switch (Character.getType(one)) {
            // A zero-width joiner is allowed: it only joins several characters to one sign.
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> allowed.indexOf(one) < 0;
            case Character.FORMAT -> one != '\u200D';
            default -> false;
        };
    }
}
