package serai.journal.sqlite;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.DamagedRecordException;
import serai.journal.DeadLetterId;
import serai.journal.DeadLetterId.Content;
import serai.journal.DestinationState;
import serai.journal.RecordState;
import serai.journal.operations.JournalOperations;
import serai.journal.sql.write.JournalBounds;
import serai.journal.store.Page;
import serai.journal.store.Settlement;
import serai.journal.store.Settlement.Settled;
import serai.testkit.Records;
import serai.testkit.SettableClock;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static serai.testkit.Records.completion;

/** Record batches are lost beside others that were purged: what was purged is decided, and only the rest is missing. */
class MissingBesidePurgedTest {

    @TempDir
    private Path folder;
    private final SettableClock clock = new SettableClock(Records.RECEIVED);
    private SqliteJournal journal;
    private JournalOperations operations;

    @BeforeEach
    void open() {
        journal = FastStore.open(folder.resolve("journal.db"),
                new JournalBounds(10_000, 1 << 20, 10, 0, Duration.ofDays(30), Duration.ZERO), clock);
        operations = JournalOperations.open(folder.resolve("journal.db"), clock);
    }

    @AfterEach
    void close() {
        operations.close();
        journal.close();
    }

    @Test
    void aCursorAmongPurgedNumbersStopsAtWhatIsLostBehindThemAndGoesOnOnceThatIsGivenUp() throws Exception {
        append("lrs", "anna");
        deliver("lrs");
        append("archive", "ben", "cleo");
        deliver("archive");
        clock.turn(Duration.ofDays(31));
        append("lrs", "dora", "emil", "fay");
        assertThat(journal.purge()).as("records 1 to 3, of which the LRS has passed the first").isEqualTo(3);
        delete(4, 5);

        assertThatThrownBy(() -> journal.read("lrs", 1, 10)).isInstanceOfSatisfying(DamagedRecordException.class,
                lost -> assertThat(lost.seq()).isEqualTo(4))
                .hasMessageContaining("the records 4 to 5 are missing")
                .hasMessageContaining("./serai dead-letters drop lrs-4");
        assertThatThrownBy(() -> journal.standsBehind("lrs", "COURSE_COMPLETED", 1)).isInstanceOf(DamagedRecordException.class)
                .hasMessageContaining("the records 4 to 5 are missing");
        assertThat(verified()).singleElement().asString().startsWith("the records 4 to 5 are missing");
        assertThat(drop(4)).containsExactly(record(4), record(5));
        assertThat(learners(journal.read("lrs", 1, 10))).containsExactly("fay");
    }

    @Test
    void nothingUndecidedBehindAPurgedRangeIsPassedOverAtTheJournalsEnd() throws Exception {
        append("lrs", "anna");
        append("archive", "ben", "cleo");
        append("lrs", "dora", "emil");
        delete(2, 5);
        purged(3, 3);
        assertThat(drop(2)).containsExactly(record(2));

        Page first = journal.read("lrs", 0, 10);
        assertThat(learners(first)).containsExactly("anna");
        assertThat(first.upTo()).as("before what nobody has decided about").isEqualTo(1);
        assertThatThrownBy(() -> journal.read("lrs", 1, 10)).isInstanceOf(DamagedRecordException.class)
                .hasMessageContaining("the records 4 to 5 are missing")
                .hasMessageContaining("./serai dead-letters drop lrs-4");
        assertThat(verified()).satisfiesExactly(one -> assertThat(one).startsWith("the records 2 to 2 are missing"),
                one -> assertThat(one).startsWith("the records 4 to 5 are missing"));
        assertThat(drop(5)).containsExactly(record(4), record(5));
        assertThat(journal.read("lrs", 1, 10).upTo()).isEqualTo(5);
    }

    private List<DeadLetterId> drop(long seq) {
        return List.copyOf(operations.deadLetters().drop(Set.of(record(seq)), "its page is gone"));
    }

    private static DeadLetterId record(long seq) {
        return new DeadLetterId(Content.RECORD, "lrs", seq);
    }

    /** Each in a batch of its own. */
    private void append(String destination, String... learners) {
        for (String learner : learners) {
            journal.append(completion(learner).withReceivedAt(clock.instant()), Set.of(destination)).toCompletableFuture().join();
        }
    }

    private void deliver(String destination) {
        long cursor = journal.state(destination).orElseThrow().cursor();
        Page page = journal.read(destination, cursor, 100);
        journal.settle(new Settlement(destination, cursor, DestinationState.at(page.upTo()),
                page.entries().stream().map(entry -> new Settled(entry, RecordState.DELIVERED, null, null, false, false)).toList(),
                Set.of(), Set.of(), false, Map.of())).toCompletableFuture().join();
    }

    private List<String> verified() {
        List<String> told = new ArrayList<>();
        operations.records().verify(told::add);
        return told;
    }

    private static List<String> learners(Page page) {
        return page.entries().stream().map(entry -> entry.record().learner().id()).toList();
    }

    private void delete(long first, long last) throws SQLException {
        change("DELETE FROM record_batch WHERE base_seq BETWEEN %s AND %s".formatted(first, last));
    }

    private void purged(long first, long last) throws SQLException {
        change("INSERT INTO purged (first_seq, last_seq) VALUES (%s, %s)".formatted(first, last));
    }

    private void change(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
                var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isPositive();
        }
    }
}
