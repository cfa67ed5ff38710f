package serai.cli.deadletters;

import org.jspecify.annotations.Nullable;

import java.io.PrintWriter;

/** Prints one section about a dead letter: a title, and a text below it. */
final class PrintedSection {

    private PrintedSection() {
    }

    /** @param text the section's text; null to omit the section */
    static void print(PrintWriter out, String title, @Nullable String text) {
        if (text != null) {
            out.println();
            out.println(title);
            text.lines().forEach(line -> out.println("  " + line));
        }
    }
}
