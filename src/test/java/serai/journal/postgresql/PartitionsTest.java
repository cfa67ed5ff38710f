package serai.journal.postgresql;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import serai.journal.Appended;
import serai.journal.Balance;
import serai.journal.DestinationState;
import serai.journal.operations.JournalOperations;
import serai.journal.sql.write.JournalBounds;
import serai.journal.store.Page;
import serai.journal.store.Settlement;
import serai.journal.store.Settlement.Settled;
import serai.model.LearningRecord;
import serai.testkit.Records;
import serai.testkit.SettableClock;
import serai.testkit.SharedPostgres;
import serai.testkit.journal.Leased;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.testkit.Records.completion;

/** The table of batches has partitions, of ten base numbers each here; a purge empties and drops those that are old. */
class PartitionsTest {

    private static final Duration RETENTION = Duration.ofDays(30);

    private final SettableClock clock = new SettableClock(Records.RECEIVED);
    private String url;
    private PostgresqlJournal journal;

    @BeforeEach
    void open() throws SQLException {
        url = SharedPostgres.database();
        journal = open("one");
        SharedPostgres.execute(url, """
                CREATE OR REPLACE FUNCTION partition_length() RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT 10::bigint'""");
    }

    private PostgresqlJournal open(String name) {
        return PostgresqlStore.open(PostgresqlJournalTest.address(url), PostgresqlJournalTest.instance(name),
                new JournalBounds(10_000, 1 << 20, 10, 0, RETENTION, Duration.ZERO), clock);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    @Test
    void dropsThePartitionsThatAreOldAndDeletesRowsOfNone() throws SQLException {
        append(0, 25, "archive");
        deliverAll("archive");
        clock.turn(RETENTION.plusHours(1));
        append(25, 35, "archive");
        assertThat(partitions()).containsExactly("record_batch_0", "record_batch_10", "record_batch_20", "record_batch_30");

        assertThat(journal.purge()).isEqualTo(25);

        assertThat(partitions()).as("the third has young ones too").containsExactly("record_batch_20", "record_batch_30");
        assertThat(rows("SELECT first_seq, last_seq FROM purged")).containsExactly("1|25");
        assertThat(learners()).containsExactlyElementsOf(names(25, 35));
        assertThat(journal.balances()).containsEntry("archive", new Balance(35, 25, 10, 0, 0));
        verify();
    }

    @Test
    void keepsWhatADestinationHasNotHadAndPurgesTheRestAroundIt() throws SQLException {
        append(0, 14, "archive");
        append(14, 15, "archive", "lrs");
        append(15, 35, "archive");
        deliverAll("archive");
        clock.turn(RETENTION.plusHours(1));

        assertThat(journal.purge()).isEqualTo(34);
        assertThat(learners()).containsExactly("learner-14");
        assertThat(partitions()).containsExactly("record_batch_10", "record_batch_30");
        verify();

        deliverAll("lrs");
        assertThat(journal.purge()).isEqualTo(1);
        assertThat(partitions()).as("the one that is being filled stays").containsExactly("record_batch_30");
        append(35, 41, "lrs");
        assertThat(rows("SELECT max(base_seq) FROM record_batch")).containsExactly("41");
        verify();
    }

    /** The end of one partition and the beginning of the next are purged by ranges, and these are one; then both are emptied. */
    @Test
    void remembersAllThatIsPurgedWherePartitionsHaveBeenPurgedInPart() throws SQLException {
        append(0, 8, "archive", "lrs");
        append(8, 14, "archive");
        append(14, 15, "archive", "lrs");
        append(15, 25, "archive");
        deliverAll("archive");
        clock.turn(RETENTION.plusHours(1));
        assertThat(journal.purge()).isEqualTo(16);
        assertThat(rows("SELECT first_seq, last_seq FROM purged ORDER BY 1")).containsExactly("9|14", "16|25");

        deliverAll("lrs");
        assertThat(journal.purge()).isEqualTo(9);

        assertThat(rows("SELECT first_seq, last_seq FROM purged")).containsExactly("1|25");
        append(25, 26, "archive");
        verify();
    }

    /** A batch has one base number, and may have more records than a partition has numbers. */
    @Test
    void purgesABatchThatReachesIntoThePartitionBehindIts() throws SQLException {
        List<LearningRecord> records = IntStream.range(0, 25).mapToObj(i -> completion("learner-" + i)).toList();
        try (Connection lock = SharedPostgres.connect(url); Statement statement = lock.createStatement()) {
            lock.setAutoCommit(false);
            statement.execute("UPDATE writing SET turn = turn");
            records.forEach(record -> journal.append(record, Set.of("archive")));
        }
        append(25, 45, "archive");
        deliverAll("archive");
        clock.turn(RETENTION.plusHours(1));

        assertThat(journal.purge()).isEqualTo(45);

        assertThat(rows("SELECT first_seq, last_seq FROM purged")).containsExactly("1|45");
        assertThat(append(completion("learner-7"), "archive")).as("known though it is purged").isEqualTo(Appended.DUPLICATE);
        verify();
    }

    @Test
    void neitherWaitsForAReaderNorPullsAPartitionFromUnderIt() throws SQLException {
        append(0, 25, "archive");
        deliverAll("archive");
        clock.turn(RETENTION.plusHours(1));
        try (Connection reader = SharedPostgres.connect(url); Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("SELECT count(*) FROM record_batch");

            assertThat(journal.purge()).as("by ranges").isEqualTo(25);
            assertThat(partitions()).as("empty, and not dropped yet").hasSize(3);
            assertThat(append(completion("next"), "archive")).isEqualTo(Appended.STORED);
        }
        journal.purge();
        assertThat(partitions()).containsExactly("record_batch_20");
        verify();
    }

    @Test
    void anInstanceAppendsIntoPartitionsThatAnotherHasMadeAndDropped() throws SQLException {
        try (PostgresqlJournal other = open("other")) {
            append(0, 12, "archive");
            IntStream.range(12, 31).forEach(
                    i -> other.append(completion("learner-" + i), Set.of("archive")).toCompletableFuture().join());
            deliverAll("archive");
            clock.turn(RETENTION.plusHours(1));
            assertThat(other.purge()).isEqualTo(31);

            append(31, 45, "archive");

            assertThat(learners()).containsExactlyElementsOf(names(31, 45));
            assertThat(partitions()).containsExactly("record_batch_30", "record_batch_40");
            verify();
        }
    }

    private void verify() {
        try (JournalOperations operations = JournalOperations.open(PostgresqlJournalTest.address(url), clock)) {
            assertThat(operations.records().verify(line -> assertThat(line).as("damage").isNull()).damaged()).isZero();
        }
    }

    private void append(int from, int to, String... destinations) {
        IntStream.range(from, to)
                .forEach(i -> append(completion("learner-" + i).withReceivedAt(clock.instant()), destinations));
    }

    private Appended append(LearningRecord record, String... destinations) {
        return journal.append(record, Set.of(destinations)).toCompletableFuture().join();
    }

    private void deliverAll(String destination) {
        long from = journal.state(destination).orElseThrow().cursor();
        Page page = journal.read(destination, from, 1_000);
        List<Settled> delivered = page.entries().stream().map(entry -> Settled.delivered(entry, false)).toList();
        Leased.settle(journal,
                new Settlement(destination, from, DestinationState.at(page.upTo()), delivered, Set.of(), Set.of(), false,
                        Map.of()))
                .join();
    }

    private static List<String> names(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "learner-" + i).toList();
    }

    private List<String> learners() {
        return journal.traces(0, 1_000).stream().map(trace -> trace.record().learner().id()).toList();
    }

    private List<String> partitions() throws SQLException {
        return rows("""
                SELECT relname FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
                WHERE inhparent = 'record_batch'::regclass ORDER BY substring(relname FROM '[0-9]+')::int""");
    }

    private List<String> rows(String sql) throws SQLException {
        return SharedPostgres.rows(url, sql);
    }
}
