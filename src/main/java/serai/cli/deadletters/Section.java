package serai.cli.deadletters;

import java.io.PrintWriter;

/** A part of what is shown of a dead letter: a title, and a text below it. */
final class Section {

    private Section() {
    }

    /** @param text null for none, and no section */
    static void print(PrintWriter out, String title, String text) {
        if (text != null) {
            out.println();
            out.println(title);
            text.lines().forEach(line -> out.println("  " + line));
        }
    }
}
