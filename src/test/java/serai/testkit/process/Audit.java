package serai.testkit.process;

import com.fasterxml.jackson.databind.JsonNode;
import serai.journal.Balance;
import serai.model.CanonicalJson;
import serai.model.LearningRecord;
import serai.sandbox.lrs.LearningRecordStore;
import serai.testkit.Kept;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** Recounts by record what has arrived at each destination, and compares it with the balances. Nobody may write meanwhile. */
public final class Audit {

    private static final String TABLES = List.of("logged_in", "course_started", "module_completed", "course_completed",
            "learning_path_completed").stream().map("SELECT record_id FROM %s"::formatted)
            .collect(Collectors.joining(" UNION ALL "));

    private final Kept kept;
    private final List<LearningRecord> archived;

    public Audit(Kept kept) {
        this.kept = kept;
        this.archived = kept.archived(".jsonl").stream().map(CanonicalJson::read).toList();
    }

    public void findsEverywhereOnce(Set<String> learners, LearningRecordStore lrs) throws SQLException {
        Set<String> found = new HashSet<>(learnersIn(archived));
        assertThat(found).as("archive, without repeats").hasSameSizeAs(archived);
        assertThat(learners.stream().filter(learner -> !found.contains(learner))).as("missing in the archive").isEmpty();
        List<String> ids = archived.stream().map(record -> record.id().toString()).toList();
        assertSame("warehouse", kept.rows("warehouse.db", TABLES), ids);
        assertSame("LRS", lrs.statements().stream().map(statement -> text(statement, "id")).toList(), ids);
        assertSame("CSV", idsInTables(), archived.stream().filter(record -> record.type().endsWith("_COMPLETED"))
                .map(record -> record.id().toString()).toList());
    }

    public void findsTheBooksEven() throws SQLException {
        long records = archived.size();
        assertThat(kept.rows("journal.db", "SELECT count(*) FROM record")).containsExactly(Long.toString(records));
        assertThat(kept.balances()).isEqualTo(Map.of("archive", delivered(records), "warehouse", delivered(records),
                "lrs", delivered(records)));
    }

    private List<String> idsInTables() {
        List<String> lines = kept.archived(".csv").stream().map(line -> line.substring(0, line.indexOf(',')))
                .map(id -> id.replace("\uFEFF", "")).toList();
        assertThat(lines.stream().filter("record_id"::equals)).as("headings").hasSameSizeAs(kept.archive(".csv"));
        return lines.stream().filter(id -> !id.equals("record_id")).toList();
    }

    /** AssertJ's own comparison without order is too slow for so many, and its message too long. */
    private static void assertSame(String place, List<String> found, List<String> expected) {
        assertThat(found).as(place).hasSameSizeAs(expected);
        assertThat(found.stream().sorted().toList().equals(expected.stream().sorted().toList())).as("%s has the same", place)
                .isTrue();
    }

    private static List<String> learnersIn(List<LearningRecord> records) {
        return records.stream().map(record -> record.learner().id()).toList();
    }

    private static String text(JsonNode statement, String field) {
        return statement.path(field).asText();
    }

    private static Balance delivered(long records) {
        return new Balance(records, records, 0, 0, 0);
    }
}
