package serai.rehearsal.tests;

import serai.model.CanonicalJson;
import serai.model.LearningRecord;
import serai.rehearsal.IntakeResult;
import serai.rehearsal.IntakeResult.Outcome;
import serai.rehearsal.outside.TakenStep;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** What must become of an event up to the journal. */
final class IntakeExpectation {

    static final List<String> NAMES = List.of("outcome", "destinations", "answer", "problem", "record", "way");

    private static final List<String> OF_ANSWER = List.of("status", "body");

    private final Map<String, YamlNode> expected;

    /** @throws IllegalArgumentException if it has another form than a test file's; the message has the place */
    IntakeExpectation(Map<String, YamlNode> expected) {
        this.expected = expected;
        if (expected.containsKey("outcome")) {
            expected.get("outcome").word(Outcome.class);
        }
        if (expected.containsKey("answer")) {
            expected.get("answer").fields(OF_ANSWER);
        }
        if (expected.containsKey("record")) {
            DocumentMatcher.of(expected.get("record"));
        }
    }

    void compare(IntakeResult found, TestFailures failures) {
        expected.forEach((name, node) -> {
            switch (name) {
                case "outcome" -> failures.same(node, name, node.text().toLowerCase(Locale.ROOT), outcome(found));
                case "destinations" -> failures.same(node, name,
                        new TreeSet<>(node.items().stream().map(YamlNode::text).toList()), new TreeSet<>(found.destinations()));
                case "answer" -> answer(node, found, failures);
                case "problem" -> problem(node, found, failures);
                case "record" -> record(node, found, failures);
                case "way" -> way(node, found, failures);
                default -> {
                    // DeliveryExpectation compares it
                }
            }
        });
    }

    private static String outcome(IntakeResult found) {
        return found.outcome().name().toLowerCase(Locale.ROOT);
    }

    private static void answer(YamlNode node, IntakeResult found, TestFailures failures) {
        node.fields(OF_ANSWER).forEach((name, value) -> {
            if (name.equals("status")) {
                failures.same(value, "status of the answer", value.text(), found.status());
            } else {
                DocumentMatcher.of(value).compare("answer", found.answer(), failures);
            }
        });
    }

    private static void problem(YamlNode node, IntakeResult found, TestFailures failures) {
        if (!String.valueOf(found.problem()).contains(node.text())) {
            failures.add(node, "problem", List.of("- … " + node.text() + " …", "+ " + found.problem()));
        }
    }

    private static void record(YamlNode node, IntakeResult found, TestFailures failures) {
        LearningRecord record = found.record();
        if (record == null) {
            failures.add(node, "record", List.of("- a record", "+ none: " + found.problem()));
        } else {
            DocumentMatcher.of(node).compare("record", CanonicalJson.write(record), failures);
        }
    }

    private static void way(YamlNode node, IntakeResult found, TestFailures failures) {
        List<String> steps = found.steps().stream().map(TakenStep::id).toList();
        node.items().stream().filter(id -> !steps.contains(id.text()))
                .forEach(id -> failures.add(id, "way", List.of("- " + id.text(), "+ " + String.join(" > ", steps))));
    }
}
