package serai.cli.configure;

import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Style;
import serai.check.Finding;
import serai.check.Place;
import serai.cli.terminal.VisibleText;

import java.io.PrintWriter;
import java.util.Arrays;

/** Findings for people: each with its line, and a mark under the place; on a terminal in colours. */
final class FindingsText {

    private static final String INDENT = "    ";

    private final PrintWriter out;
    private final boolean colours;

    /** @param out must not make control characters visible, as it would the colours; this class does that for texts of files */
    FindingsText(PrintWriter out, Ansi ansi) {
        this.out = out;
        this.colours = ansi.enabled();
    }

    void print(CheckedConfiguration checked) {
        for (Finding finding : checked.findings()) {
            String word = styled(finding.severity().word(), Style.bold, colour(finding));
            out.println("%s: %s: %s %s".formatted(styled(visible(finding.place().toString()), Style.bold), word,
                    visible(finding.message()), styled("[" + finding.rule() + "]", Style.faint)));
            checked.line(finding.place()).ifPresent(line -> show(visible(line), finding));
        }
        long errors = checked.findings().stream().filter(Finding::isError).count();
        long warnings = checked.findings().size() - errors;
        out.println(checked.findings().isEmpty() ? "Nothing is wrong."
                : "%s, %s.".formatted(counted(errors, "error"), counted(warnings, "warning")));
    }

    private void show(String line, Finding finding) {
        out.println(INDENT + line);
        Place place = finding.place();
        if (place.column() > 0) {
            String before = line.substring(0, Math.min(place.column() - 1, line.length()));
            out.println(INDENT + before.replaceAll("[^\\t]", " ") + styled("^", Style.bold, colour(finding)));
        }
    }

    private static IStyle colour(Finding finding) {
        return finding.isError() ? Style.fg_red : Style.fg_yellow;
    }

    private String styled(String text, IStyle... styles) {
        return colours ? Style.on(styles) + text + Style.off(styles) : text;
    }

    /** A line, in which tabs stay. */
    private static String visible(String text) {
        return String.join("\t", Arrays.stream(text.split("\t", -1)).map(VisibleText::inOneLine).toList());
    }

    private static String counted(long number, String what) {
        return "%s %s%s".formatted(number, what, number == 1 ? "" : "s");
    }
}
