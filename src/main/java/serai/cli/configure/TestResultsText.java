package serai.cli.configure;

import serai.rehearsal.tests.TestResult;
import serai.rehearsal.tests.TestResult.Failure;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Prints the results of tests for people: each test in a line, and under a failed one what is not as expected. */
final class TestResultsText {

    private TestResultsText() {
    }

    static void print(List<TestResult> results, PrintWriter out) {
        String file = "";
        for (TestResult result : results) {
            if (!result.file().toString().equals(file)) {
                file = result.file().toString();
                out.println(file);
            }
            out.printf(Locale.ROOT, "  %s  %s%n", result.isSuccess() ? "ok    " : "FAILED", result.name());
            result.failures().forEach(failure -> print(result, failure, out));
        }
        long failed = results.stream().filter(result -> !result.isSuccess()).count();
        out.printf(Locale.ROOT, "%s test%s, %s failed%n", results.size(), results.size() == 1 ? "" : "s", failed);
    }

    private static void print(TestResult result, Failure failure, PrintWriter out) {
        out.printf(Locale.ROOT, "          %s:%s: %s%n", result.file(), failure.line(), failure.what());
        failure.details().forEach(line -> out.println("            " + line));
    }
}
