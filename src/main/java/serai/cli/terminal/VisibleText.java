package serai.cli.terminal;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/**
 * Makes text from outside safe for a terminal. Control characters would give the terminal commands, and formatting characters
 * (bidirectional overrides, zero-width characters) would hide what the text says. Both are replaced by their JSON escapes.
 */
public final class VisibleText {

    private VisibleText() {
    }

    /** The text in one line: line ends and tabs are escaped too. */
    public static String inOneLine(String text) {
        return escaped(text, "");
    }

    /**
     * A writer that escapes such characters, except line ends and tabs. JSON keeps its meaning, because an escape in a JSON
     * text stands for the character.
     */
    public static PrintWriter on(PrintWriter out) {
        return new PrintWriter(new FilterWriter(out) {
            @Override
            public void write(int one) throws IOException {
                write(new char[]{(char) one}, 0, 1);
            }

            @Override
            public void write(char[] text, int from, int length) throws IOException {
                write(new String(text, from, length), 0, length);
            }

            @Override
            public void write(String text, int from, int length) throws IOException {
                Writer to = this.out;
                to.write(escaped(text.substring(from, from + length), "\r\n\t"));
            }
        });
    }

    private static String escaped(String text, String allowed) {
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
