package serai.rehearsal.tests;

import org.jspecify.annotations.Nullable;
import serai.journal.RecordState;
import serai.journal.attempt.FailureClass;
import serai.rehearsal.DeliveryResult;
import serai.rehearsal.RehearsedAttempt;
import serai.rehearsal.outside.Request;
import serai.rehearsal.outside.TakenStep;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What must become of records at their destination. */
final class DeliveryExpectation {

    static final List<String> NAMES =
            List.of("requests", "documents", "leftOut", "failures", "attempts", "states", "stopped", "steps");

    static final List<String> OF_REQUEST = List.of("kind", "method", "address", "headers", "statement", "document");

    private final Map<String, YamlNode> expected;

    /** @throws IllegalArgumentException if it has another form than a test file's; the message has the place */
    DeliveryExpectation(Map<String, YamlNode> expected) {
        this.expected = expected;
        items("requests").forEach(request -> {
            Map<String, YamlNode> fields = request.fields(OF_REQUEST);
            Stream.of("statement", "document").map(fields::get).filter(node -> node != null).forEach(DocumentMatcher::of);
        });
        items("documents").forEach(DocumentMatcher::of);
        items("failures").forEach(node -> node.word(FailureClass.class));
        items("states").forEach(node -> node.word(RecordState.class));
    }

    private List<YamlNode> items(String name) {
        YamlNode node = expected.get(name);
        return node == null ? List.of() : node.items();
    }

    void compare(DeliveryResult found, TestFailures failures) {
        List<Request> requests = found.attempts().stream().flatMap(attempt -> attempt.requests().stream()).toList();
        expected.forEach((name, node) -> {
            switch (name) {
                case "requests" -> requests(node, requests, found, failures);
                case "documents" -> documents(node, requests, found, failures);
                case "leftOut" -> failures.same(node, name, node.flag(),
                        found.attempts().stream().allMatch(RehearsedAttempt::isLeftOut));
                case "failures" -> failures.same(node, name, words(node), found.attempts().stream()
                        .flatMap(attempt -> attempt.failure() == null ? Stream.empty()
                                : Stream.of(attempt.failure().failureClass().word()))
                        .toList());
                case "attempts" -> failures.same(node, name, node.number(), found.attempts().size());
                case "states" -> failures.same(node, name, words(node), found.states().stream().map(RecordState::word).toList());
                case "stopped" -> failures.same(node, name, node.text(), stopped(found.stopped()));
                case "steps" -> steps(node, found, failures);
                default -> {
                    // IntakeExpectation compares it
                }
            }
        });
    }

    private static List<String> words(YamlNode node) {
        return node.items().stream().map(one -> one.text().toLowerCase(Locale.ROOT)).toList();
    }

    private static String stopped(@Nullable FailureClass failureClass) {
        return failureClass == null ? "false" : failureClass.word();
    }

    private static boolean areAsMany(YamlNode node, String what, List<Request> requests, DeliveryResult found,
            TestFailures failures) {
        int count = node.items().size();
        if (count == requests.size()) {
            return true;
        }
        failures.add(node, "number of " + what, List.of("- " + count, "+ " + requests.size() + reason(found)));
        return false;
    }

    /** Why less may have been sent than was expected. */
    private static String reason(DeliveryResult found) {
        return found.attempts().stream().flatMap(attempt -> attempt.failure() == null ? Stream.empty()
                : Stream.of(" (%s: %s)".formatted(attempt.failure().failureClass().word(), attempt.failure().reason()))).findFirst()
                .orElse("");
    }

    private static void documents(YamlNode node, List<Request> requests, DeliveryResult found, TestFailures failures) {
        if (areAsMany(node, "documents", requests, found, failures)) {
            for (int i = 0; i < requests.size(); i++) {
                DocumentMatcher.of(node.items().get(i)).compare("document " + (i + 1), requests.get(i).document(), failures);
            }
        }
    }

    private static void requests(YamlNode node, List<Request> requests, DeliveryResult found, TestFailures failures) {
        if (areAsMany(node, "requests", requests, found, failures)) {
            for (int i = 0; i < requests.size(); i++) {
                request(node.items().get(i), "request " + (i + 1), requests.get(i), failures);
            }
        }
    }

    private static void request(YamlNode node, String what, Request found, TestFailures failures) {
        node.fields(OF_REQUEST).forEach((name, value) -> {
            switch (name) {
                case "kind" -> failures.same(value, what + ", kind", value.text(), found.kind());
                case "method" -> failures.same(value, what + ", method", value.text(), found.method());
                case "address" -> failures.same(value, what + ", address", value.text(), found.address());
                case "headers" -> value.fields().forEach((header, expected) -> failures.same(expected,
                        "%s, header %s".formatted(what, header), expected.text(), header(found, header)));
                case "statement" -> DocumentMatcher.of(value).compare(what + ", statement", found.body(), failures);
                default -> DocumentMatcher.of(value).compare(what + ", document", found.document(), failures);
            }
        });
    }

    /** The header's value; the case of its name does not matter. */
    private static String header(Request request, String name) {
        return request.headers().entrySet().stream().filter(one -> one.getKey().equalsIgnoreCase(name)).map(Map.Entry::getValue)
                .findFirst().orElse("(none)");
    }

    private static void steps(YamlNode node, DeliveryResult found, TestFailures failures) {
        List<String> steps =
                found.attempts().stream().flatMap(attempt -> attempt.steps().stream()).map(TakenStep::id).distinct().toList();
        node.items().stream().filter(id -> !steps.contains(id.text()))
                .forEach(id -> failures.add(id, "steps", List.of("- " + id.text(), "+ " + String.join(" > ", steps))));
    }
}
