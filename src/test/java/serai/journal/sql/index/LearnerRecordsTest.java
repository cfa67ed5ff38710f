package serai.journal.sql.index;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.sql.batch.RecordBatch;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sqlite.FastStore;
import serai.journal.sqlite.SqliteJournal;
import serai.model.Identity;
import serai.model.Learner;
import serai.model.LearningRecord;
import serai.testkit.Kept;
import serai.testkit.Records;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.testkit.Records.login;

/** Which records are of a learner, by keyed hashes. */
class LearnerRecordsTest {

    private static final Clock CLOCK = Clock.fixed(Records.RECEIVED, ZoneOffset.UTC);
    private static final int SORTED_AT = 16_384;
    private static final String KEY = "SELECT value FROM fixed WHERE name = 'learner-key'";

    @TempDir
    private Path folder;

    @Test
    void eachIdentifierHasAHashThatNeedsTheKeyAndNoCaseOfLetters() {
        LearnerHashes hashes = new LearnerHashes("00ff");
        Learner learner = new Learner("Anna", "4711", null, null, "anna@example.org", null, Map.of());

        assertThat(hashes.of(learner)).containsExactly(hashes.of("anna"), hashes.of("4711"), hashes.of(" ANNA@example.org "));
        assertThat(hashes.of((Learner) null)).isEmpty();
        assertThat(new LearnerHashes("00fe").of("anna")).isNotEqualTo(hashes.of("anna"));
        assertThat(hashes.of("anna")).isNotEqualTo(hashes.of("annb"));
    }

    /** As Python says: {@code hmac.new(bytes.fromhex('00ff'), b'anna', hashlib.sha256).digest()[:8]}. */
    @Test
    void aHashIsTheBeginningOfAnHmac() {
        assertThat(new LearnerHashes("00ff").of(" Anna")).isEqualTo(0x33a6c1f2701dea02L);
    }

    @Test
    void aRunAndTheNewestBatchesHaveTheRecordsOfEachLearner() throws Exception {
        append(SORTED_AT + 500);

        LearnerHashes hashes = new LearnerHashes(new Kept(folder).rows("journal.db", KEY).get(0));
        Set<Long> found = new TreeSet<>();
        found.addAll(inRuns(hashes.of("learner-7")));
        found.addAll(inBatches(hashes.of("learner-7")));
        assertThat(found).hasSize((SORTED_AT + 500 - 7 + 99) / 100).allMatch(seq -> seq % 100 == 8);
        assertThat(inRuns(hashes.of("learner-7"))).isNotEmpty().isSorted();
    }

    /** A hundred learners, one after the other. */
    private void append(int records) {
        try (SqliteJournal journal = FastStore.open(folder.resolve("journal.db"), new JournalBounds(100_000, 8 << 20, 1), CLOCK)) {
            List<CompletableFuture<?>> appends = new ArrayList<>();
            for (int i = 0; i < records; i++) {
                LearningRecord record = login("learner-" + i % 100);
                appends.add(journal.append(record.withId(Identity.of("mct", "LOGGED_IN", "learner-" + i, "", "")),
                        Set.of("lrs")).toCompletableFuture());
                if (i % 1_000 == 0) {
                    appends.forEach(CompletableFuture::join);
                }
            }
            appends.forEach(CompletableFuture::join);
        }
    }

    private List<Long> inRuns(long hash) throws Exception {
        List<Long> found = new ArrayList<>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
                var row = connection.createStatement().executeQuery("SELECT entries FROM learner_run ORDER BY first_seq")) {
            while (row.next()) {
                for (ByteBuffer entries = ByteBuffer.wrap(row.getBytes(1)); entries.hasRemaining();) {
                    long one = entries.getLong();
                    long seq = entries.getLong();
                    if (one == hash) {
                        found.add(seq);
                    }
                }
            }
        }
        return found;
    }

    private List<Long> inBatches(long hash) throws Exception {
        List<Long> found = new ArrayList<>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
                var row = connection.createStatement().executeQuery("""
                        SELECT base_seq, count, body FROM record_batch
                        WHERE base_seq > (SELECT seq FROM position WHERE name = 'sorted')""")) {
            while (row.next()) {
                RecordBatch.read(row.getLong(1), row.getBytes(3)).records().stream()
                        .filter(record -> record.learners()[0] == hash).forEach(record -> found.add(record.seq()));
            }
        }
        return found;
    }
}
