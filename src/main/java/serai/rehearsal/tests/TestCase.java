package serai.rehearsal.tests;

import org.jspecify.annotations.Nullable;
import serai.journal.Appended;
import serai.model.LearningRecord;
import serai.model.Platform;
import serai.rehearsal.GivenEvent;
import serai.rehearsal.IntakeResult;
import serai.rehearsal.Rehearsal;
import serai.rehearsal.outside.Answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** One test of a file. */
final class TestCase {

    static final List<String> NAMES = List.of("name", "description", "event", "events", "destination", "answers", "expect");
    private static final List<String> EXPECTED =
            Stream.concat(IntakeExpectation.NAMES.stream(), DeliveryExpectation.NAMES.stream()).toList();

    private final YamlNode name;
    private final String title;
    private final List<GivenEvent> events;
    private final @Nullable YamlNode destination;
    private final List<Answer> answers;
    private final Map<String, YamlNode> expected;
    private final IntakeExpectation intake;
    private final DeliveryExpectation delivery;

    /**
     * @param ofFile the destination that the file's tests are about; null if it names none
     * @throws IllegalArgumentException if it has another form than a test file's; the message has the place
     */
    TestCase(YamlNode node, @Nullable YamlNode ofFile) {
        Map<String, YamlNode> fields = node.fields(NAMES);
        name = required(node, fields, "name");
        title = name.text();
        YamlNode expect = required(node, fields, "expect");
        YamlNode given = fields.getOrDefault("event", fields.get("events"));
        if (given == null || fields.containsKey("event") && fields.containsKey("events")) {
            throw node.refused("a test has an event, or events");
        }
        events = TestEvents.of(given);
        destination = fields.getOrDefault("destination", ofFile);
        answers = fields.containsKey("answers") ? AnswerScript.of(fields.get("answers")) : List.of();
        expected = expect.fields(EXPECTED);
        if (expected.isEmpty()) {
            throw expect.refused("'expect' is empty; it may have " + String.join(", ", EXPECTED));
        }
        intake = new IntakeExpectation(expected);
        delivery = new DeliveryExpectation(expected);
        expected.forEach((word, value) -> {
            if (destination == null && DeliveryExpectation.NAMES.contains(word)) {
                throw value
                        .refused("'%s' is about a delivery; name its destination: 'destination: NAME', in the test or in the file"
                                .formatted(word));
            }
        });
    }

    private static YamlNode required(YamlNode node, Map<String, YamlNode> fields, String name) {
        YamlNode field = fields.get(name);
        if (field == null) {
            throw node.refused("'%s' is missing here".formatted(name));
        }
        return field;
    }

    String name() {
        return title;
    }

    /** The destination that it delivers to; empty if it is about the way to the journal alone. */
    Optional<String> destination() {
        return Optional.ofNullable(destination).map(YamlNode::text);
    }

    int line() {
        return name.line();
    }

    /** Runs the test in a rehearsal that has forgotten what was before. */
    TestFailures run(Rehearsal rehearsal) {
        TestFailures failures = new TestFailures();
        List<LearningRecord> kept = new ArrayList<>();
        IntakeResult last = null;
        for (GivenEvent event : events) {
            last = takeIn(rehearsal, event);
            LearningRecord record = last.record();
            if (record != null && last.appended() == Appended.STORED) {
                kept.add(record);
            }
        }
        if (last != null) {
            intake.compare(last, failures);
        }
        if (destination != null && expected.keySet().stream().anyMatch(DeliveryExpectation.NAMES::contains)) {
            deliver(rehearsal, destination, kept, last, failures);
        }
        return failures;
    }

    private static IntakeResult takeIn(Rehearsal rehearsal, GivenEvent event) {
        LearningRecord record = event.record();
        Platform platform = event.platform();
        if (record != null || platform == null) {
            return rehearsal.route(Objects.requireNonNull(record));
        }
        return rehearsal.takeIn(platform, event.payload().bytes());
    }

    private void deliver(Rehearsal rehearsal, YamlNode to, List<LearningRecord> kept, @Nullable IntakeResult last,
            TestFailures failures) {
        if (!rehearsal.destinations().contains(to.text())) {
            failures.add(to, "destination", List.of("- a route that reads journal:" + to.text(),
                    "+ there are " + String.join(", ", rehearsal.destinations())));
            return;
        }
        if (kept.isEmpty()) {
            failures.add(name, "event", List.of("- a record that can be delivered",
                    "+ none: " + (last == null ? "" : last.outcome() + " " + last.problem())));
            return;
        }
        rehearsal.answer(answers);
        delivery.compare(rehearsal.deliver(to.text(), kept), failures);
    }
}
