package serai.journal.sqlite;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.journal.Appended;
import serai.journal.Balance;
import serai.journal.DamagedRecordException;
import serai.journal.DeadLetterId;
import serai.journal.DeadLetterId.Content;
import serai.journal.DestinationState;
import serai.journal.RecordState;
import serai.journal.operations.JournalOperations;
import serai.journal.operations.ReplayRate;
import serai.journal.operations.ReplayRequest;
import serai.journal.sql.write.JournalBounds;
import serai.journal.store.Page;
import serai.journal.store.Settlement;
import serai.journal.store.Settlement.Settled;
import serai.model.LearningRecord;
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

/** A record batch is lost: its row was deleted, or is in a part of the database that is damaged. Nobody passes over it. */
class MissingBatchTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

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
    void aPageEndsBeforeItAndTheNextFailsAndSaysWhichRecordsAreMissing() throws Exception {
        append("anna", "ben", "cleo", "dora");
        delete(2, 3);

        Page before = journal.read("lrs", 0, 10);
        assertThat(learners(before)).containsExactly("anna");
        assertThat(before.upTo()).isEqualTo(1);
        assertThat(before.more()).isTrue();
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> journal.read("lrs", 1, 10)).isInstanceOfSatisfying(DamagedRecordException.class,
                    lost -> assertThat(lost.seq()).isEqualTo(2))
                    .hasMessageContaining("the records 2 to 3 are missing, received between " + Records.RECEIVED + " and "
                            + Records.RECEIVED.plus(MINUTE.multipliedBy(3)))
                    .hasMessageContaining("lrs stops before it").hasMessageContaining("./serai dead-letters drop lrs-2")
                    .message().hasLineCount(1);
        }
        assertThatThrownBy(() -> journal.read("archive", 1, 10)).as("whose they were is not known")
                .isInstanceOf(DamagedRecordException.class);
        assertThat(learners(journal.read("lrs", 3, 10))).as("who has passed it").containsExactly("dora");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void theNewestIsMissedAndItsNumbersAreNotGivenAgain(long left) throws Exception {
        append("anna", "ben", "cleo");
        delete(left + 1, 3);
        assertThatThrownBy(() -> journal.read("lrs", left, 10)).isInstanceOf(DamagedRecordException.class)
                .hasMessageContaining("the records %s to 3 are missing, received after".formatted(left + 1));
        close();
        open();

        append("dora");

        assertThatThrownBy(() -> journal.read("lrs", left, 10)).isInstanceOf(DamagedRecordException.class)
                .hasMessageContaining("the records %s to 3 are missing".formatted(left + 1));
        assertThat(learners(journal.read("lrs", 3, 10))).containsExactly("dora");
    }

    @Test
    void allAreMissed() throws Exception {
        append("anna", "ben");
        delete(1, 2);

        assertThatThrownBy(() -> journal.read("lrs", 0, 10)).isInstanceOf(DamagedRecordException.class)
                .hasMessageContaining("the records 1 to 2 are missing, received at an unknown time");
        assertThatThrownBy(() -> operations.records().find(1)).isInstanceOf(DamagedRecordException.class);
        assertThatThrownBy(() -> operations.records().export(null, null, line -> {})).isInstanceOf(DamagedRecordException.class);
        assertThatThrownBy(() -> replay("warehouse", false)).isInstanceOf(DamagedRecordException.class);
        assertThat(verified()).containsExactly("the records 1 to 2 are missing, received at an unknown time");
    }

    @Test
    void noOtherReaderPassesOverIt() throws Exception {
        append("anna", "ben", "cleo");
        delete(2, 2);

        assertThatThrownBy(() -> journal.traces(0, 10)).isInstanceOf(DamagedRecordException.class);
        assertThat(journal.traces(2, 10)).hasSize(1);
        assertThatThrownBy(() -> journal.standsBehind("lrs", "LOGGED_IN", 1)).isInstanceOf(DamagedRecordException.class);
        assertThatThrownBy(() -> operations.records().find(2)).isInstanceOf(DamagedRecordException.class);
        assertThat(operations.records().find(4)).as("not given yet").isEmpty();
        assertThatThrownBy(() -> replay("warehouse", false)).isInstanceOf(DamagedRecordException.class);
        List<String> exported = new ArrayList<>();
        assertThatThrownBy(() -> operations.records().export(null, null, exported::add)).isInstanceOf(DamagedRecordException.class);
        assertThat(exported).as("what stands before it").hasSize(1);
        assertThat(verified()).singleElement().asString().startsWith("the records 2 to 2 are missing");
    }

    @Test
    void anotherTimeIsExportedAndReplayed() throws Exception {
        append("anna", "ben", "cleo", "dora");
        delete(2, 2);
        List<String> exported = new ArrayList<>();

        operations.records().export(Records.RECEIVED.plus(MINUTE.multipliedBy(3)), null, exported::add);

        assertThat(exported).hasSize(1);
        assertThat(operations.replay().carryOut(new ReplayRequest("warehouse", Records.RECEIVED.plus(MINUTE.multipliedBy(3)), null,
                null, false), ReplayRate.atOnce(clock.instant())).sent()).isEqualTo(1);
        assertThatThrownBy(() -> operations.replay().carryOut(new ReplayRequest("warehouse", Records.RECEIVED.plus(MINUTE),
                Records.RECEIVED.plus(MINUTE.multipliedBy(2)), null, false), ReplayRate.atOnce(clock.instant())))
                .as("a time of which it is the only one").isInstanceOf(DamagedRecordException.class);
    }

    @Test
    void isGivenUpByAnOperatorAndTheRestFlowsOn() throws Exception {
        append("anna", "ben", "cleo", "dora");
        delete(2, 3);
        DeadLetterId ben = new DeadLetterId(Content.RECORD, "lrs", 2);

        assertThat(operations.deadLetters().drop(Set.of(ben), "its page is gone")).containsExactly(ben,
                new DeadLetterId(Content.RECORD, "lrs", 3));

        assertThat(learners(journal.read("lrs", 0, 10))).containsExactly("anna", "dora");
        deliver("lrs");
        assertThat(journal.balances()).containsEntry("lrs", new Balance(4, 2, 0, 0, 2));
        assertThatThrownBy(() -> journal.read("archive", 1, 10)).as("which nobody has decided about")
                .isInstanceOf(DamagedRecordException.class);
        assertThat(operations.destinations().drop("archive", "no more")).isEqualTo(4);
        assertThat(journal.balances()).containsEntry("archive", new Balance(4, 0, 0, 0, 4));
    }

    @Test
    void theNewestIsGivenUpToo() throws Exception {
        append("anna", "ben");
        delete(2, 2);
        DeadLetterId ben = new DeadLetterId(Content.RECORD, "lrs", 2);

        assertThat(operations.deadLetters().drop(Set.of(ben), "its page is gone")).containsExactly(ben);

        deliver("lrs");
        append("cleo");
        assertThat(learners(journal.read("lrs", 2, 10))).containsExactly("cleo");
        assertThat(journal.balances()).containsEntry("lrs", new Balance(3, 1, 1, 0, 1));
    }

    @Test
    void itsEventsAreKeptAgainAndOthersAreNot() throws Exception {
        append("anna", "ben", "cleo");
        delete(2, 2);
        close();
        open();

        assertThat(journal.append(completion("ben"), Set.of("lrs")).toCompletableFuture().join()).isEqualTo(Appended.STORED);
        assertThat(journal.append(completion("cleo").withReceivedAt(clock.instant()), Set.of("lrs")).toCompletableFuture().join())
                .isEqualTo(Appended.DUPLICATE);
    }

    @Test
    void whatWasPurgedBehindAPendingBatchIsNotMissed() {
        append("anna");
        appendTo("ben", "archive");
        append("cleo");
        deliver("archive");
        clock.turn(Duration.ofDays(31));
        append("dora");

        assertThat(journal.purge()).as("anna and cleo are pending for the LRS").isEqualTo(1);

        assertThat(learners(journal.read("lrs", 0, 10))).containsExactly("anna", "cleo", "dora");
        assertThat(journal.traces(0, 10)).hasSize(3);
        assertThat(replay("warehouse", false)).isEqualTo(3);
        assertThat(verified()).isEmpty();
        deliver("lrs");
        assertThat(journal.purge()).isEqualTo(2);
        assertThat(verified()).isEmpty();
        assertThat(operations.records().find(2)).isEmpty();
    }

    @Test
    void isPurgedWithTheBatchBehindItOnceAllHavePassedIt() throws Exception {
        append("anna", "ben", "cleo");
        delete(2, 2);
        for (String destination : List.of("lrs", "archive")) {
            operations.deadLetters().drop(Set.of(new DeadLetterId(Content.RECORD, destination, 2)), "lost");
            deliver(destination);
        }
        clock.turn(Duration.ofDays(31));
        append("dora");

        assertThat(journal.purge()).isEqualTo(2);

        assertThat(verified()).isEmpty();
        assertThat(learners(journal.read("lrs", 0, 10))).containsExactly("dora");
    }

    private void append(String... learners) {
        for (String learner : learners) {
            appendTo(learner, "archive", "lrs");
        }
    }

    /** Each in a batch of its own, a minute after the last. */
    private void appendTo(String learner, String... destinations) {
        journal.append(completion(learner).withReceivedAt(clock.instant()), Set.of(destinations)).toCompletableFuture().join();
        clock.turn(MINUTE);
    }

    private void deliver(String destination) {
        for (boolean more = true; more;) {
            long cursor = journal.state(destination).orElseThrow().cursor();
            Page page = journal.read(destination, cursor, 100);
            journal.settle(new Settlement(destination, cursor, DestinationState.at(page.upTo()),
                    page.entries().stream().map(entry -> new Settled(entry, RecordState.DELIVERED, null, null, false, false))
                            .toList(),
                    Set.of(), Set.of(), false, Map.of())).toCompletableFuture().join();
            more = page.more();
        }
    }

    private long replay(String destination, boolean again) {
        return operations.replay().rehearse(new ReplayRequest(destination, Records.RECEIVED, null, null, again),
                ReplayRate.atOnce(clock.instant())).sent();
    }

    private List<String> verified() {
        List<String> told = new ArrayList<>();
        operations.records().verify(told::add);
        return told;
    }

    private static List<String> learners(Page page) {
        return page.entries().stream().map(entry -> learner(entry.record())).toList();
    }

    private static String learner(LearningRecord record) {
        return record.learner().id();
    }

    private void delete(long first, long last) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
                var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("DELETE FROM record_batch WHERE base_seq >= %s AND base_seq <= %s"
                    .formatted(first, last))).isEqualTo((int) (last - first + 1));
        }
    }
}
