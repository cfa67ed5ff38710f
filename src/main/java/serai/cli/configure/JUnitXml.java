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
            out.println("  <testsuite name=\"%s\"%s>".formatted(XmlText.escaped(file), counts(tests)));
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
                XmlText.escaped(test.name()),
                XmlText.escaped(test.file().getFileName().toString()), XmlText.escaped(test.file().toString()), test.line(),
                seconds(test.took()));
        if (test.isSuccess()) {
            out.println(begin + "/>");
            return;
        }
        out.println(begin + ">");
        test.failures().forEach(failure -> out.println("      <failure message=\"%s\">%s</failure>".formatted(
                XmlText.escaped("%s:%s: %s".formatted(test.file(), failure.line(), failure.what())),
                XmlText.escaped(String.join("\n", failure.details())))));
        out.println("    </testcase>");
    }
}
