package serai.journal.operations;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.Appended;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sqlite.FastStore;
import serai.journal.sqlite.SqliteJournal;
import serai.model.Payload;
import serai.testkit.Records;
import serai.testkit.SettableClock;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.testkit.Records.completion;

class ReplayTest {

    private static final Instant HOUR = Records.RECEIVED.plus(Duration.ofHours(1));

    @TempDir
    private Path folder;
    private final SettableClock clock = new SettableClock(Records.RECEIVED);
    private SqliteJournal journal;
    private JournalOperations operations;
    private int learners;

    @BeforeEach
    void open() {
        journal = FastStore.open(file(), new JournalBounds(100_000, 8 << 20, 1), clock);
        operations = JournalOperations.open(file(), clock);
    }

    private Path file() {
        return folder.resolve("journal.db");
    }

    @AfterEach
    void close() {
        operations.close();
        journal.close();
    }

    @Test
    void findsItsTimeByAnIndexAndReadsNothingElse() throws Exception {
        assertThat(plan(Replay.RANGE)).filteredOn(step -> step.contains("record_batch"))
                .allMatch(step -> step.contains("USING COVERING INDEX record_batch_received")).hasSize(3);
        assertThat(plan(Replay.CANDIDATES)).contains("SEARCH record_batch USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)")
                .noneMatch(step -> step.contains("TEMP B-TREE"));
    }

    private List<String> plan(String sql) throws SQLException {
        List<String> plan = new ArrayList<>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                var rows = connection.createStatement().executeQuery("EXPLAIN QUERY PLAN " + sql)) {
            while (rows.next()) {
                plan.add(rows.getString("detail"));
            }
        }
        return plan;
    }

    @Test
    void goesThroughMoreThanOneTransactionTakes() {
        append(10, Records.RECEIVED);
        append(12_000, HOUR);
        append(10, HOUR.plus(Duration.ofHours(1)));

        assertThat(replay()).isEqualTo(new ReplayResult(12_000, 0, 0, 0, 0));
        assertThat(replay()).as("what is on its way already").isEqualTo(new ReplayResult(0, 0, 0, 12_000, 0));
    }

    @Test
    void takesWhatWasReceivedThenWhereverItStands() {
        append(1, HOUR.plus(Duration.ofHours(1)));
        append(2, HOUR.plus(Duration.ofMinutes(30)));
        append(1, HOUR.plus(Duration.ofDays(1)));
        append(1, HOUR);
        append(1, HOUR.minusNanos(1_000));

        assertThat(replay()).isEqualTo(new ReplayResult(3, 0, 0, 0, 0));
    }

    @Test
    void keepsItsRateWhereTheClockOfWhoAsksForItIsAhead() {
        append(50, HOUR);
        SettableClock ahead = new SettableClock(Records.RECEIVED.plus(Duration.ofSeconds(30)));
        try (JournalOperations desk = JournalOperations.open(file(), ahead)) {
            desk.replay().carryOut(new ReplayRequest("hr", HOUR, null, null, true), ReplayRate.of(ahead.instant(), 10));
        }
        assertThat(journal.requeued("hr", 100).entries()).as("at once").isEmpty();
        clock.turn(Duration.ofSeconds(30));
        assertThat(journal.requeued("hr", 100).entries()).as("after 30 s, by its clock").hasSize(1);
        clock.turn(Duration.ofSeconds(1));
        assertThat(journal.requeued("hr", 100).entries()).as("a second later").hasSize(11);

        clock.turn(Duration.ofDays(-1));
        assertThat(journal.requeued("hr", 100).entries()).as("where the clock is set back by a day").hasSize(50);
    }

    /** The records of a transaction share their batches' bytes, and keep them in memory. */
    @Test
    void readsFewLargeRecordsInOneTransaction() throws Exception {
        byte[] large = new byte[9 << 20];
        for (int i = 0; i < 3; i++) {
            journal.append(completion("learner-" + i).withReceivedAt(HOUR).withRaw(Payload.of(large)), Set.of("lrs"))
                    .toCompletableFuture().join();
        }
        operations.close();
        Set<String> versions = new HashSet<>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file())) {
            operations = JournalOperations.open(file(), new LookingClock(() -> versions.add(version(connection))));
            assertThat(replay()).isEqualTo(new ReplayResult(3, 0, 0, 0, 0));
        }

        assertThat(versions).as("of the journal: at each of two transactions, and when none was left").hasSize(3);
    }

    private static String version(Connection connection) {
        try (var row = connection.createStatement().executeQuery("PRAGMA data_version")) {
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Has something looked at whenever somebody asks for the time. */
    private static final class LookingClock extends Clock {
        private final Runnable look;

        LookingClock(Runnable look) {
            this.look = look;
        }

        @Override
        public Instant instant() {
            look.run();
            return HOUR;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private ReplayResult replay() {
        return operations.replay().carryOut(new ReplayRequest("hr", HOUR, HOUR.plus(Duration.ofHours(1)), null, true),
                ReplayRate.atOnce(clock.instant()));
    }

    private void append(int count, Instant received) {
        List<CompletableFuture<Appended>> appends = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            appends.add(journal.append(completion("learner-" + learners++).withReceivedAt(received), Set.of("lrs"))
                    .toCompletableFuture());
        }
        appends.forEach(CompletableFuture::join);
    }
}
