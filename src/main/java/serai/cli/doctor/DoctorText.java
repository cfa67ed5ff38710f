package serai.cli.doctor;

import picocli.CommandLine.Help.Ansi;
import serai.cli.terminal.CountText;
import serai.cli.terminal.VisibleText;
import serai.doctor.Observation;
import serai.doctor.Verdict;

import java.io.PrintWriter;
import java.util.Locale;

/** Observations for people: one line each, as soon as it is known. */
final class DoctorText {

    private static final int STEP_WIDTH = 12;

    private final PrintWriter out;
    private final Ansi colours;
    private final int width;
    private int warnings;
    private int failures;

    /** @param width of the longest subject */
    DoctorText(PrintWriter out, Ansi colours, int width) {
        this.out = out;
        this.colours = colours;
        this.width = width;
    }

    void print(Observation observation) {
        warnings += observation.verdict() == Verdict.WARN ? 1 : 0;
        failures += observation.verdict() == Verdict.FAIL ? 1 : 0;
        String style = switch (observation.verdict()) {
            case OK -> "green";
            case WARN -> "yellow";
            case FAIL -> "bold,red";
        };
        String rest = String.format(Locale.ROOT, "  %-" + width + "s  %-" + STEP_WIDTH + "s  %s", observation.subject(),
                observation.tried(), observation.message());
        out.println(colours.string("@|%s %-4s|@".formatted(style, observation.verdict().word())) + VisibleText.inOneLine(rest));
        out.flush();
    }

    void summarize() {
        out.println(warnings + failures == 0 ? "Nothing is wrong." : "%s, %s."
                .formatted(CountText.of(failures, "failure"), CountText.of(warnings, "warning")));
    }
}
