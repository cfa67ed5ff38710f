package serai.journal.operations.history;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.attempt.Latencies;
import serai.journal.operations.JournalOperations;
import serai.journal.operations.history.Marker.Event;
import serai.journal.postgresql.Instance;
import serai.journal.postgresql.PostgresqlAddress;
import serai.journal.postgresql.PostgresqlStore;
import serai.journal.sql.SqlJournal;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sqlite.SqliteStore;
import serai.testkit.SettableClock;
import serai.testkit.SharedPostgres;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;

/** What the counters were, in both stores: noted once a minute, thinned with age, and gone after a month. */
class CounterHistoryTest {

    private static final Instant BEGIN = Instant.parse("2026-11-30T00:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final SettableClock clock = new SettableClock(BEGIN);

    @Test
    void isThinnedWithAgeInAFile(@TempDir Path folder) {
        Path file = folder.resolve("journal.db");
        try (SqlJournal journal = SqliteStore.open(file, JournalBounds.DEFAULT, clock);
                JournalOperations all = JournalOperations.open(file, clock)) {
            isThinnedWithAge(all);
            leavesWhatAnotherInstanceHasNoted(all);
        }
    }

    @Test
    void isThinnedWithAgeInPostgresql() throws Exception {
        PostgresqlAddress address =
                new PostgresqlAddress(SharedPostgres.database(), SharedPostgres.USER, SharedPostgres.USER, Map.of());
        try (SqlJournal journal =
                PostgresqlStore.open(address, Instance.named("a", "1.0.0", Set.of()), JournalBounds.DEFAULT, clock);
                JournalOperations all = JournalOperations.open(address, clock)) {
            isThinnedWithAge(all);
            leavesWhatAnotherInstanceHasNoted(all);
        }
    }

    private void isThinnedWithAge(JournalOperations all) {
        for (int minute = 0; minute < 120; minute++) {
            note(all, minute);
            note(all, minute); // as another instance does
            clock.turn(MINUTE);
        }
        assertThat(all.history().since(BEGIN, MINUTE)).hasSize(120);
        assertThat(all.history().since(BEGIN, Duration.ofMinutes(10))).hasSize(12);
        assertThat(all.history().passed("lrs", 61)).hasValueSatisfying(
                sample -> assertThat(sample.at()).isEqualTo(BEGIN.plus(Duration.ofMinutes(61))));
        assertThat(all.history().passed("lrs", 1_000)).isEmpty();

        assertThat(all.history().before("lrs", clock.instant())).hasValueSatisfying(
                sample -> assertThat(sample.latency()).isEqualTo(latencies(240)));

        kept(all, Duration.ofDays(2), 12);
        kept(all, Duration.ofDays(9), 2);
        assertThat(all.history().passed("lrs", 1)).hasValueSatisfying(
                sample -> assertThat(sample.at()).isEqualTo(BEGIN.plus(Duration.ofHours(1))));
        kept(all, Duration.ofDays(32), 0);
    }

    private void leavesWhatAnotherInstanceHasNoted(JournalOperations all) {
        Instant now = clock.instant();
        all.noteCounters(List.of(new CounterSample(now, "destination hr", 1, 0, 0, Duration.ZERO, 1, latencies(1))));

        all.noteCounters(List.of(new CounterSample(now, "destination hr", 0, 0, 0, Duration.ZERO, 0)));

        assertThat(all.history().since(now, MINUTE)).singleElement().extracting(CounterSample::latency).isEqualTo(latencies(1));
    }

    private void kept(JournalOperations all, Duration after, int rows) {
        clock.turn(Duration.between(clock.instant(), BEGIN.plus(after)));
        all.noteCounters(List.of());
        assertThat(all.history().since(BEGIN, MINUTE)).as("after %s", after).hasSize(rows);
    }

    private static void note(JournalOperations all, int minute) {
        all.noteCounters(List.of(new CounterSample(BEGIN.plus(MINUTE.multipliedBy(minute)), "destination lrs", minute, 0, 0,
                Duration.ZERO, minute, latencies(1))));
    }

    private static Latencies latencies(long count) {
        return new Latencies(new TreeMap<>(Map.of(40, count)));
    }

    @Test
    void marksAStopOnceInAFile(@TempDir Path folder) {
        Path file = folder.resolve("journal.db");
        try (SqlJournal journal = SqliteStore.open(file, JournalBounds.DEFAULT, clock);
                JournalOperations all = JournalOperations.open(file, clock)) {
            marksAStopOnce(all);
        }
    }

    @Test
    void marksAStopOnceInPostgresql() throws Exception {
        PostgresqlAddress address =
                new PostgresqlAddress(SharedPostgres.database(), SharedPostgres.USER, SharedPostgres.USER, Map.of());
        try (SqlJournal journal =
                PostgresqlStore.open(address, Instance.named("a", "1.0.0", Set.of()), JournalBounds.DEFAULT, clock);
                JournalOperations all = JournalOperations.open(address, clock)) {
            marksAStopOnce(all);
        }
    }

    @Test
    void goesOnWhereAWrongBitHasMadeOneUnreadable(@TempDir Path folder) throws SQLException {
        Path file = folder.resolve("journal.db");
        try (SqlJournal journal = SqliteStore.open(file, JournalBounds.DEFAULT, clock);
                JournalOperations all = JournalOperations.open(file, clock);
                Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            note(all, 0);
            mark(all, "lrs", Event.STOPPED);
            mark(all, "", Event.EDITED);
            connection.createStatement().execute("UPDATE sample SET latency = '40:x'");
            connection.createStatement().execute("UPDATE marker SET what = 'ctopped' WHERE what = 'stopped'");

            note(all, 1);

            assertThat(all.history().since(BEGIN, MINUTE)).extracting(CounterSample::latency)
                    .containsExactly(Latencies.NONE, latencies(1));
            assertThat(all.markers().since(BEGIN)).extracting(Marker::event).containsExactly(Event.EDITED);
        }
    }

    private void marksAStopOnce(JournalOperations all) {
        mark(all, "", Event.STARTED);
        mark(all, "lrs", Event.RESUMED); // it had not stopped
        mark(all, "lrs", Event.STOPPED);
        mark(all, "lrs", Event.STOPPED); // as another instance sees it
        mark(all, "archive", Event.STOPPED);
        mark(all, "lrs", Event.RESUMED);
        mark(all, "lrs", Event.RESUMED);
        assertThat(all.markers().since(BEGIN)).extracting(one -> one.name() + " " + one.event().word())
                .containsExactly(" started", "lrs stopped", "archive stopped", "lrs resumed");

        clock.turn(Duration.ofDays(32));
        mark(all, "", Event.EDITED);
        assertThat(all.markers().since(BEGIN)).extracting(Marker::event).containsExactly(Event.EDITED);
    }

    private void mark(JournalOperations all, String name, Event event) {
        clock.turn(Duration.ofSeconds(1));
        all.mark(new Marker(clock.instant(), name, event));
    }
}
