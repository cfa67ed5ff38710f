package serai.sources.praesidium;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.model.LearningRecord;
import serai.sources.UnreadableEventException;
import serai.testkit.FuzzRun;
import serai.testkit.Mutants;
import serai.testkit.Payloads;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The schema is the judge: what it accepts is read in one pass to the same record, and what it refuses is not. */
class CompletionReaderTest {

    private static final String PATH = Payloads.documented("praesidium-learning-path-completed").toString();
    private static final Set<String> COMPLETIONS = Set.of("COURSE_COMPLETED", "LEARNING_PATH_COMPLETED");

    /** What is left to the schema though it may be valid. */
    private static final List<String> RARE = List.of("eventType", "eventTimestamp", "eventContext", "eventSpecificDetail",
            "learningPath", "userDetail", "firstName", "lastName", "\\ud", "\\uD", "\uFFFD", "n".repeat(200));

    private final PraesidiumDecoder decoder = new PraesidiumDecoder("praesidium",
            Clock.fixed(Instant.parse("2026-01-02T03:04:05.678Z"), ZoneOffset.UTC));
    private int read;
    private int refused;

    @Test
    void readsExactlyWhatTheSchemaAcceptsOfEventsToWhichSomethingHasHappened() {
        new FuzzRun().of("one pass over mutants", random -> {
            Mutants mutants = new Mutants(random);
            for (int i = 0; i < 10; i++) {
                judge(mutants.of(Mutants.PRAESIDIUM));
                judge(mutants.of(PATH));
            }
        });
        assertThat(read).isGreaterThan(refused / 20);
    }

    @Test
    void readsExactlyWhatTheSchemaAcceptsOfEventsThatAreAlmostRight() {
        new FuzzRun().of("one pass over events", random -> {
            for (int i = 0; i < 10; i++) {
                judge(new Event(random).bytes());
            }
        });
        assertThat(read).isGreaterThan(refused / 10);
        assertThat(refused).isGreaterThan(read / 20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"praesidium-course-completed", "praesidium-learning-path-completed",
            "praesidium-course-completed.as-published", "praesidium-learning-path-completed.as-published"})
    void readsTheDocumentsOwnPayloadsInOnePass(String name) throws Exception {
        byte[] raw = CompletionReaderTest.class.getResourceAsStream("/serai/sandbox/" + name + ".json").readAllBytes();

        assertThat(CompletionReader.read(raw)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"eventType", "n", "\"\\ud83d\\ude00", "\uFFFD"})
    void leavesRareFormsOfValidEventsToTheSchema(String rare) {
        ObjectNode event = Payloads.documented("praesidium-course-completed");
        String text = event.toString().replaceFirst("\\{", "{\"%s\": 1, ".formatted(rare.equals("n") ? "n".repeat(201)
                : rare.replace("\"", "")).replace("\\", "\\\\"));

        assertThat(CompletionReader.read(Payloads.bytes(text))).isNull();
        assertThat(decoder.decode(Payloads.bytes(text)).type()).isEqualTo("COURSE_COMPLETED");
    }

    private void judge(byte[] raw) {
        LearningRecord expected = bySchema(raw);
        Completion completion = CompletionReader.read(raw);
        boolean completes = expected != null && COMPLETIONS.contains(expected.type());
        String text = new String(raw, StandardCharsets.UTF_8);
        if (!completes) {
            refused++;
            assertThat(completion).as(text).isNull();
        } else if (completion != null || RARE.stream().noneMatch(text::contains)) {
            read++;
            assertThat(completion).as(text).isNotNull();
            assertThat(decoder.decode(raw)).as(text).isEqualTo(expected);
        }
    }

    private @Nullable LearningRecord bySchema(byte[] raw) {
        try {
            return decoder.bySchema(raw);
        } catch (UnreadableEventException e) {
            return null;
        }
    }

    /** An event of which most is right, with its properties in any order. */
    private static final class Event {

        private static final List<String> TEXTS =
                List.of("\"Ana\"", "\"Ü \\\"x\\\" \\u00fc\"", "\" a \"", "\"\uD83D\uDE00\"", "5", "-0",
                        "12345678901234567890", "\"\\/\\n\"", "\"x\\u2028y\"");
        private static final List<String> BLANKS = List.of("null", "\"\"", "\" \"", "\"\\u2003\"", "\"\\u001f\\t\"");
        private static final List<String> OTHERS = List.of("true", "1.5", "1.0", "1e2", "[]", "{}", "[1, {\"a\": [2]}]",
                "1e999999999",
                "{\"id\": \"X\"}", "{\"x\": 1, \"x\": 2}", "\"" + "y".repeat(65_600) + "\"", "0".repeat(3), "7".repeat(201), "nul");
        private static final List<String> TIMES =
                List.of("\"2018-03-01 17:45:37\"", "\"2018-03-01T17:45:37.123Z\"", "\"2018-03-01 17:45:37 \"",
                        "\"2018-02-30 17:45:37\"", "\"9999-12-31 23:59:59-18:00\"", "\"2018-03-01\"", "20180301");
        private static final List<String> VERSIONS =
                List.of("\"1.0\"", "1.0", "\" 1.0\\t\"", "10e-1", "1.00", "\"2.0\"", "1", "null");
        private static final List<String> NAMES =
                List.of("ref6", "extra", "id", "version", "uuid", "Ü", "a\\u0062", "eventType", "");

        private final Random random;

        Event(Random random) {
            this.random = random;
        }

        byte[] bytes() {
            String type = one(Stream.concat(COMPLETIONS.stream(), Stream.of(" COURSE_COMPLETED ", "BADGE", "")).toList());
            String usual = type.contains("PATH") ? "learning_path" : "course";
            List<String> context = some("uuid", one(TEXTS, BLANKS), "user", one(TEXTS, BLANKS));
            context.addAll(must(usual, object(must("id", one(TEXTS), "name", one(TEXTS)))));
            if (random.nextInt(4) == 0) {
                context.addAll(must(usual.equals("course") ? "learning_path" : "course", one(OTHERS)));
            }
            List<String> user = new ArrayList<>();
            for (String name : List.of("first_name", "last_name", "clientExternalId", "ref3", "ref4", "ref5", "ref7", "ref8",
                    "ref9")) {
                user.addAll(some(name, one(TEXTS, BLANKS)));
            }
            List<String> all = must("version", random.nextInt(3) > 0 ? VERSIONS.get(0) : one(VERSIONS), "event_type",
                    "\"" + type + "\"", "event_timestamp", random.nextInt(3) > 0 ? TIMES.get(0) : one(TIMES), "event_context",
                    object(context));
            all.addAll(some("event_specific_detail", one(List.of(object(some("user_detail", object(user))), "null"))));
            String text = object(all);
            return switch (random.nextInt(60)) {
                case 0 -> text.getBytes(StandardCharsets.UTF_16LE);
                case 1 -> text.getBytes(StandardCharsets.UTF_16BE);
                case 2 -> ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8);
                case 3 -> ("\uFEFF\uFEFF" + text).getBytes(StandardCharsets.UTF_8);
                case 4 -> text.getBytes(StandardCharsets.ISO_8859_1);
                case 5 -> (" \n" + text + " \t").getBytes(StandardCharsets.UTF_8);
                case 6 -> (text + one(List.of("{}", "x", "\u0000", ","))).getBytes(StandardCharsets.UTF_8);
                case 7 -> new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1).replace("\u00c3", "\u00c0")
                        .getBytes(StandardCharsets.ISO_8859_1); // not the shortest form of a character
                case 8 -> new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)
                        .replace("Ana", "\u00ed\u00a0\u0080").getBytes(StandardCharsets.ISO_8859_1); // a surrogate
                default -> text.getBytes(StandardCharsets.UTF_8);
            };
        }

        /** Names and values, of which each is there, most often. */
        private List<String> must(String... namesAndValues) {
            return properties(60, namesAndValues);
        }

        /** Names and values, of which each may be absent. */
        private List<String> some(String... namesAndValues) {
            return properties(3, namesAndValues);
        }

        private List<String> properties(int oneOf, String... namesAndValues) {
            List<String> properties = new ArrayList<>();
            for (int i = 0; i < namesAndValues.length; i += 2) {
                if (random.nextInt(oneOf) > 0) {
                    String value = random.nextInt(120) == 0 ? one(OTHERS, BLANKS) : namesAndValues[i + 1];
                    properties.add("\"%s\":%s".formatted(namesAndValues[i], value));
                }
            }
            return properties;
        }

        private String object(List<String> properties) {
            List<String> all = new ArrayList<>(properties);
            if (random.nextInt(12) == 0) {
                all.add("\"%s\": %s".formatted(one(NAMES), one(OTHERS, TEXTS)));
            }
            if (random.nextInt(80) == 0 && !all.isEmpty()) {
                all.add(one(all)); // stands twice
            }
            Collections.shuffle(all, random);
            return all.stream().collect(Collectors.joining(random.nextInt(80) == 0 ? " , \n" : ",", "{",
                    random.nextInt(12) == 0 && !all.isEmpty() ? ",}" : "}"));
        }

        @SafeVarargs
        private <T> T one(List<T>... lists) {
            List<T> things = lists[random.nextInt(lists.length)];
            return things.get(random.nextInt(things.size()));
        }
    }
}
