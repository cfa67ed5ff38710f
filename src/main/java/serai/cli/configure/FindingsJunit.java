package serai.cli.configure;

import serai.check.Finding;
import serai.check.Rule;
import serai.check.rules.Rules;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Findings as results of tests: each rule is a test case, which fails by errors; warnings are its output. */
final class FindingsJunit {

    private FindingsJunit() {
    }

    static void print(List<Finding> findings, PrintWriter out) {
        List<Rule> rules = Rules.all();
        long failed = rules.stream().filter(rule -> findings.stream().anyMatch(one -> one.isError() && isOf(one, rule))).count();
        out.println("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        out.printf(Locale.ROOT, "<testsuite name=\"check\" tests=\"%s\" failures=\"%s\">%n", rules.size(), failed);
        for (Rule rule : rules) {
            out.printf(Locale.ROOT, "  <testcase classname=\"check\" name=\"%s\">%n", rule.id());
            findings.stream().filter(one -> isOf(one, rule)).forEach(one -> out.printf(Locale.ROOT, one.isError()
                    ? "    <failure message=\"%s\"/>%n" : "    <system-out>%s</system-out>%n", XmlText.escaped(one.toString())));
            out.println("  </testcase>");
        }
        out.println("</testsuite>");
    }

    private static boolean isOf(Finding finding, Rule rule) {
        return finding.rule().equals(rule.id());
    }
}
