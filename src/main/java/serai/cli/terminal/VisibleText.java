package serai.cli.terminal;

import serai.model.text.VisibleLine;

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
        return VisibleLine.escaped(text, "");
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
                to.write(VisibleLine.escaped(text.substring(from, from + length), "\r\n\t"));
            }
        });
    }
}
