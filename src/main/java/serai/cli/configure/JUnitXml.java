package serai.cli.configure;

import serai.rehearsal.tests.TestResult;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints the results of tests as JUnit's XML, which build servers read: a suite for each file. */
final class JUnitXml {

    private static final double NANOS = 1e9;

    private JUnitXml() {
    }

    static void print(List<TestResult> results, PrintWriter out) {
        Map<String, List<TestResult>> suites = results.stream().collect(
                Collectors.groupingBy(result -> result.file().toString(), LinkedHashMap::new, Collectors.toList()));
        out.println("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        out.println("<testsuites%s>".formatted(counts(results)));
        suites.forEach((file, tests) -> {
            out.println("  <testsuite name=\"%s\"%s>".formatted(escaped(file), counts(tests)));
            tests.forEach(test -> print(test, out));
            out.println("  </testsuite>");
        });
        out.println("</testsuites>");
    }

    private static String counts(List<TestResult> results) {
        return " tests=\"%s\" failures=\"%s\" errors=\"0\" time=\"%s\"".formatted(results.size(),
                results.stream().filter(result -> !result.isSuccess()).count(),
                seconds(results.stream().map(TestResult::took).reduce(Duration.ZERO, Duration::plus)));
    }

    private static String seconds(Duration took) {
        return String.format(Locale.ROOT, "%.3f", took.toNanos() / NANOS);
    }

    private static void print(TestResult test, PrintWriter out) {
        String begin = "    <testcase name=\"%s\" classname=\"%s\" file=\"%s\" line=\"%s\" time=\"%s\"".formatted(
                escaped(test.name()),
                escaped(test.file().getFileName().toString()), escaped(test.file().toString()), test.line(), seconds(test.took()));
        if (test.isSuccess()) {
            out.println(begin + "/>");
            return;
        }
        out.println(begin + ">");
        test.failures().forEach(failure -> out.println("      <failure message=\"%s\">%s</failure>".formatted(
                escaped("%s:%s: %s".formatted(test.file(), failure.line(), failure.what())),
                escaped(String.join("\n", failure.details())))));
        out.println("    </testcase>");
    }

    /** The text with what XML reserves escaped, and without the characters that XML 1.0 can't hold. */
    private static String escaped(String text) {
        return text.replaceAll("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "?").replace("&", "&amp;")
                .replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
