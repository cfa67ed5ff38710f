package serai.cli.configure;

import serai.check.Finding;
import serai.check.Place;

import java.io.PrintWriter;

/** Findings for people: each with its line, and a mark under the place. */
final class FindingsText {

    private final PrintWriter out;

    FindingsText(PrintWriter out) {
        this.out = out;
    }

    void print(CheckedConfiguration checked) {
        for (Finding finding : checked.findings()) {
            out.println(finding);
            checked.line(finding.place()).ifPresent(line -> show(line, finding.place()));
        }
        long errors = checked.findings().stream().filter(Finding::isError).count();
        long warnings = checked.findings().size() - errors;
        out.println(checked.findings().isEmpty() ? "Nothing is wrong."
                : "%s, %s.".formatted(counted(errors, "error"), counted(warnings, "warning")));
    }

    private void show(String line, Place place) {
        out.println("    " + line);
        if (place.column() > 0) {
            String before = line.substring(0, Math.min(place.column() - 1, line.length()));
            out.println("    " + before.replaceAll("[^\\t]", " ") + "^");
        }
    }

    private static String counted(long number, String what) {
        return "%s %s%s".formatted(number, what, number == 1 ? "" : "s");
    }
}
