package serai.rehearsal.tests;

import com.fasterxml.jackson.databind.JsonNode;
import serai.rehearsal.JsonFault;
import serai.rehearsal.LineDiff;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares a document: the whole of it ({@code json}, {@code text}, {@code file}), values in it by JSON pointers
 * ({@code pointers}), or a part of the text ({@code contains}).
 */
final class DocumentMatcher {

    static final List<String> NAMES = List.of("json", "text", "file", "pointers", "contains");

    private final Map<String, YamlNode> ways;

    private DocumentMatcher(Map<String, YamlNode> ways) {
        this.ways = ways;
    }

    /** @throws IllegalArgumentException if the expectation has another form; the message has the place */
    static DocumentMatcher of(YamlNode node) {
        Map<String, YamlNode> ways = node.fields(NAMES);
        if (ways.isEmpty()) {
            throw node.refused("say how the document is compared, by one of " + String.join(", ", NAMES));
        }
        YamlNode pointers = ways.get("pointers");
        if (pointers != null) {
            pointers.fields().forEach((pointer, value) -> {
                if (!pointer.isEmpty() && !pointer.startsWith("/")) {
                    throw value.refused("'%s' is no JSON pointer; it begins with a slash, such as /0/id".formatted(pointer));
                }
            });
        }
        return new DocumentMatcher(ways);
    }

    void compare(String what, String found, TestFailures failures) {
        ways.forEach((way, expected) -> {
            switch (way) {
                case "json" -> json(what, expected, expected.json(), found, failures);
                case "text" -> text(what, expected, expected.text(), found, failures);
                case "file" -> file(what, expected, found, failures);
                case "contains" -> expected.items().stream().filter(part -> !found.contains(part.text()))
                        .forEach(part -> failures.add(part, what, List.of("- … " + part.text() + " …", "+ " + shortened(found))));
                default -> pointers(what, expected, found, failures);
            }
        });
    }

    private static void json(String what, YamlNode at, JsonNode expected, String found, TestFailures failures) {
        Optional<JsonNode> json = DocumentTexts.json(found);
        if (json.isEmpty()) {
            failures.add(at, what, List.of("- JSON", "+ " + shortened(found)));
        } else if (!DocumentTexts.same(expected, json.get())) {
            failures.add(at, what, LineDiff.of(DocumentTexts.indented(expected), DocumentTexts.indented(json.get())));
        }
    }

    private static void text(String what, YamlNode at, String expected, String found, TestFailures failures) {
        if (!expected.stripTrailing().equals(found.stripTrailing())) {
            failures.add(at, what, LineDiff.of(expected.stripTrailing(), found.stripTrailing()));
        }
    }

    private static void file(String what, YamlNode at, String found, TestFailures failures) {
        Path golden = at.path();
        String expected;
        try {
            expected = Files.readString(golden);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Optional<JsonNode> json = DocumentTexts.json(expected);
        String named = "%s, as in %s".formatted(what, golden);
        if (json.isPresent() && DocumentTexts.json(found).isPresent()) {
            json(named, at, json.get(), found, failures);
        } else {
            if (golden.toString().endsWith(".json") && DocumentTexts.json(found).isPresent()) {
                JsonFault.in(expected.getBytes(StandardCharsets.UTF_8)).ifPresent(fault -> {
                    throw at.refused("%s:%s:%s: %s; correct that file".formatted(golden, fault.line(), fault.column(),
                            fault.problem()));
                });
            }
            text(named, at, expected, found, failures);
        }
    }

    private static void pointers(String what, YamlNode expected, String found, TestFailures failures) {
        JsonNode json = DocumentTexts.json(found).orElse(null);
        if (json == null) {
            failures.add(expected, what, List.of("- JSON", "+ " + shortened(found)));
            return;
        }
        expected.fields().forEach((pointer, value) -> {
            JsonNode there = json.at(pointer);
            if (!DocumentTexts.same(value.json(), there)) {
                failures.add(value, what + " at " + pointer,
                        LineDiff.of(DocumentTexts.indented(value.json()),
                                there.isMissingNode() ? "(nothing)" : DocumentTexts.indented(there)));
            }
        });
    }

    private static String shortened(String text) {
        return text.length() > 200 ? text.substring(0, 200) + " …" : text;
    }
}
