package serai.journal.sql;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.journal.Balance;
import serai.journal.DeadLetterId;
import serai.journal.DeadLetterId.Content;
import serai.journal.store.Page;
import serai.testkit.SharedPostgres;
import serai.testkit.journal.OperatedJournal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.testkit.Records.completion;

/**
 * A batch no longer says how many records it has, and its row says more than it ever had: other batches have those numbers, and
 * those that come will.
 */
class DamagedCountTest {

    private static final byte[] GARBAGE = {0};

    @TempDir
    private Path folder;
    private OperatedJournal serai;

    @AfterEach
    void close() {
        serai.close();
    }

    @ParameterizedTest
    @CsvSource({"false, 2", "false, 3", "true, 2", "true, 3"})
    void noOtherRecordIsGivenUpWithIt(boolean shared, long damaged) throws Exception {
        open(shared);
        append("anna", "ben", "cleo");
        damage(damaged);
        DeadLetterId lost = new DeadLetterId(Content.RECORD, "lrs", damaged);

        assertThat(serai.operations().deadLetters().drop(Set.of(lost), "its page is gone")).containsExactly(lost);
        append("dora");

        assertThat(pending()).containsExactly("anna", damaged == 2 ? "cleo" : "ben", "dora");
        assertThat(serai.journal().balances()).containsEntry("lrs", new Balance(4, 0, 3, 0, 1));
    }

    @ParameterizedTest
    @CsvSource({"false, 2", "false, 3", "true, 3"})
    void noOtherRecordIsGivenUpWithItsDestination(boolean shared, long damaged) throws Exception {
        open(shared);
        append("anna", "ben", "cleo");
        damage(damaged);

        assertThat(serai.operations().destinations().drop("lrs", "no more")).isEqualTo(3);
        append("dora");

        assertThat(pending()).containsExactly("dora");
        assertThat(serai.journal().balances()).containsEntry("lrs", new Balance(4, 0, 1, 0, 3));
    }

    @Test
    void noOtherRecordIsPurgedWithIt() throws Exception {
        open(false);
        serai.destination("lrs");
        append("anna", "ben");
        serai.runFor(Duration.ofSeconds(3));
        serai.clock().turn(Duration.ofDays(31));
        append("cleo");
        damage(2);

        assertThat(((SqlJournal) serai.journal()).purge()).isEqualTo(2);

        assertThat(pending()).containsExactly("cleo");
        List<String> told = new ArrayList<>();
        serai.operations().records().verify(told::add);
        assertThat(told).isEmpty();
    }

    private void open(boolean shared) throws SQLException {
        serai = shared ? OperatedJournal.inPostgresql() : new OperatedJournal(folder);
    }

    /** Each in a batch of its own. */
    private void append(String... learners) {
        for (String learner : learners) {
            serai.append(completion(learner).withReceivedAt(serai.clock().instant()), "lrs");
        }
    }

    /** The learners of all records that stand behind the cursor. */
    private List<String> pending() {
        List<String> learners = new ArrayList<>();
        Page page;
        long after = serai.journal().state("lrs").orElseThrow().cursor();
        do {
            page = serai.journal().read("lrs", after, 10);
            page.entries().forEach(entry -> learners.add(entry.record().learner().id()));
            after = page.upTo();
        } while (page.more());
        return learners;
    }

    private void damage(long baseSeq) throws SQLException {
        try (Connection connection = serai.address() == null ? DriverManager.getConnection("jdbc:sqlite:" + serai.file())
                : SharedPostgres.connect(serai.address().url());
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE record_batch SET count = 5000, kinds = ?, body = ? WHERE base_seq = ?")) {
            update.setBytes(1, GARBAGE);
            update.setBytes(2, GARBAGE);
            update.setLong(3, baseSeq);
            assertThat(update.executeUpdate()).isOne();
        }
    }
}
