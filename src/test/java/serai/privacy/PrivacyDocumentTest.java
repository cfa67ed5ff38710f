package serai.privacy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.model.LearningRecord;
import serai.rehearsal.Rehearsal;
import serai.rehearsal.RehearsedAttempt;
import serai.rehearsal.outside.Request;
import serai.rehearsal.tests.TestFile;
import serai.testkit.Document;
import serai.testkit.PrivateFolder;
import serai.testkit.Rehearsals;
import serai.testkit.journal.MarkedPerson;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code docs/privacy.md} says what goes where, of each shipped route and in each mode; nothing else of a learner does. */
class PrivacyDocumentTest {

    private static final Path SHIPPED = Path.of("routes");
    private static final Path UNUSED = Path.of("docs/destinations");
    /** Its component is there with a profile only; it sends {@code cloudevents:batch}, as the webhook does. */
    private static final String KAFKA = "kafka";

    @TempDir
    private Path folder;

    @Test
    void tellsWhatOfALearnerGoesWhere() throws Exception {
        List<String> settings = new ArrayList<>(List.of("serai.privacy.key", "0123456789abcdef0123456789abcdef"));
        copy(SHIPPED, settings);
        copy(UNUSED, settings);
        Map<String, List<String>> carried = new TreeMap<>();
        for (PrivacyMode mode : PrivacyMode.values()) {
            List<String> so = new ArrayList<>(settings);
            so.addAll(List.of("serai.privacy.default", mode.word()));
            try (Rehearsal rehearsal = Rehearsals.of(folder, so.toArray(String[]::new))) {
                for (String destination : rehearsal.destinations()) {
                    carried.computeIfAbsent(destination, name -> new ArrayList<>()).add(sent(rehearsal, destination));
                }
            }
        }

        assertThat(carried).hasSizeGreaterThan(12).allSatisfy((destination, inModes) -> assertThat(inModes.subList(1, 3))
                .as("%s with pseudonyms, and with nothing", destination).containsOnly(""));
        Document.of("docs/privacy.md").assertPart("destinations", """

                | destination | `plain`, as shipped | `pseudonym` | `none` |
                | --- | --- | --- | --- |
                """ + carried.entrySet().stream().map(row -> "| `%s` | %s |%n".formatted(row.getKey(),
                row.getValue().stream().map(PrivacyDocumentTest::cell).collect(Collectors.joining(" | "))))
                .collect(Collectors.joining()));
    }

    /** What a table says of these fields. */
    static String cell(String fields) {
        return fields.isEmpty() ? "nothing" : "`" + fields.replace(" ", "`, `") + "`";
    }

    private static String sent(Rehearsal rehearsal, String destination) {
        List<LearningRecord> records = List.of(MarkedPerson.completion());
        List<Request> requests = rehearsal.deliver(destination, records).attempts().stream()
                .peek(attempt -> assertThat(attempt.failure()).as(destination).isNull()).map(RehearsedAttempt::requests)
                .flatMap(List::stream).toList();
        assertThat(requests).as("what %s sends", destination).isNotEmpty();
        return MarkedPerson.in(requests.toString());
    }

    private void copy(Path from, List<String> settings) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                if (name.contains(KAFKA)) {
                    continue;
                }
                if (name.endsWith(TestFile.SUFFIX)) {
                    TestFile.read(file).settings().forEach((setting, value) -> settings.addAll(List.of(setting, value)));
                } else {
                    Path to = folder.resolve(from.relativize(file).toString());
                    PrivateFolder.make(to.getParent());
                    Files.copy(file, to);
                }
            }
        }
    }
}
