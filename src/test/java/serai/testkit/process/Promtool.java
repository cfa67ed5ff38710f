package serai.testkit.process;

import serai.testkit.Skipped;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Prometheus' own judgement of names, units and rules: {@code promtool}, which Debian's package prometheus brings. */
public final class Promtool {

    private Promtool() {
    }

    /**
     * Runs {@code promtool check}, and skips the test where there is no promtool.
     *
     * @param of    {@code metrics} with the metrics as input, or {@code rules} and a file
     * @param input what it reads from standard input
     * @return what it complains about; empty if nothing
     */
    public static String complaints(List<String> of, String input) {
        try {
            ProcessBuilder command = new ProcessBuilder("promtool", "check");
            command.command().addAll(of);
            Process promtool = start(command.redirectErrorStream(true));
            promtool.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            promtool.getOutputStream().close();
            String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return promtool.waitFor() == 0 ? "" : said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Process start(ProcessBuilder command) {
        try {
            return command.start();
        } catch (IOException e) {
            throw Skipped.because("NO METRIC AND NO ALERT WAS JUDGED BY PROMETHEUS: that takes promtool (Debian: prometheus)", e);
        }
    }
}
