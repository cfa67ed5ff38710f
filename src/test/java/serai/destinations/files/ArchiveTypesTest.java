package serai.destinations.files;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.model.CanonicalJson;
import serai.model.EventType;
import serai.model.Identity;
import serai.model.LearningRecord;
import serai.testkit.Kept;
import serai.testkit.OneDestination;
import serai.testkit.Records;

import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** Types that a file system may take for one: each has a file of its own, and all records stand there once. */
class ArchiveTypesTest {

    private static final List<String> TYPES = List.of("COURSE_COMPLETED", "Course_Completed", "course_completed", "BADGE_EARNED",
            "Badge_Earned", "r\u00E9ussite", "re\u0301ussite", "Stra\u00DFe", "STRASSE", "CON", "con", "nul.", "nul ", "a/b",
            "a\\b",
            "../x", "x:y", "x*y", "%2E", ".", "~", "x".repeat(199) + "1", "x".repeat(199) + "2", "\uD83C\uDF93".repeat(100));
    private static final int EACH = 20;

    @TempDir
    private Path folder;

    @Test
    void eachTypeHasAFileOfItsOwn() throws Exception {
        List<LearningRecord> records = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            for (String type : TYPES) {
                records.add(of(type, i));
            }
        }
        try (OneDestination serai = new OneDestination("archive", folder).holding(records.toArray(LearningRecord[]::new)).start()) {
            serai.untilDelivered(records.size());
        }

        Map<String, Set<String>> typesByName = new HashMap<>();
        int lines = 0;
        for (Path file : new Kept(folder.resolve("data")).archive(".jsonl")) {
            String name = file.getFileName().toString();
            for (String line : Files.readAllLines(file)) {
                typesByName.computeIfAbsent(folded(name), unused -> new HashSet<>()).add(CanonicalJson.read(line).type());
                lines++;
            }
        }
        assertThat(lines).isEqualTo(records.size());
        assertThat(typesByName.values()).allSatisfy(types -> assertThat(types).hasSize(1));
        assertThat(typesByName.values().stream().flatMap(Set::stream).collect(Collectors.toSet())).hasSameSizeAs(TYPES);
        assertThat(typesByName).containsKeys("course_completed.jsonl");
    }

    private static String folded(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    private static LearningRecord of(String type, int number) {
        LearningRecord record = Records.completion(type + number);
        boolean known = EventType.named(type).isPresent();
        return new LearningRecord(record.schemaVersion(), Identity.of("mct", type, type + number, "", "2026"), "mct",
                record.platform(), type, type, record.occurredAt(), record.occurredAsSent(), record.receivedAt(),
                record.learner(), known ? record.activity() : null, known ? record.result() : null, record.marks(), record.raw());
    }
}
