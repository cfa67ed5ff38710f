package serai.journal.delivery;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.attempt.Attempt;
import serai.journal.delivery.page.BatchKey;
import serai.journal.delivery.retry.BackOff;
import serai.journal.delivery.retry.RetryPolicy;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sqlite.SqliteStore;
import serai.journal.store.Journal;
import serai.model.LearningRecord;
import serai.testkit.RecordTable;
import serai.testkit.Records;
import serai.testkit.SettableClock;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** A delivery whose route notes what it takes, and fails where it is told to. */
abstract class DeliveryOfPages {

    static final Duration FIRST = Duration.ofSeconds(10);
    static final Duration STOPPED = Duration.ofSeconds(60);
    static final int PROBE_AFTER = 3;
    static final int ATTEMPTS_MAX = 4;
    static final int HELD_MAX = 5;

    /** What one exchange brought. */
    record Taken(BatchKey key, List<String> learners, boolean repeat) {
    }

    @TempDir
    Path folder;
    final SettableClock clock = new SettableClock(Records.RECEIVED);
    final List<Taken> taken = new ArrayList<>();
    Journal journal;
    Delivery delivery;
    Exception failure;
    Duration turning = Duration.ZERO;

    @BeforeEach
    void start() {
        journal = SqliteStore.open(folder.resolve("journal.db"), JournalBounds.DEFAULT, clock);
        delivery = delivery();
    }

    Delivery delivery() {
        return delivery(3);
    }

    Delivery delivery(int page) {
        BackOff backOff = new BackOff(FIRST, Duration.ofSeconds(60), () -> new Random(0) {
            @Override
            public double nextDouble() {
                return 0; // no jitter
            }
        });
        RetryPolicy policy = new RetryPolicy(backOff, STOPPED, PROBE_AFTER, ATTEMPTS_MAX, HELD_MAX);
        return new Delivery(journal, "lrs", new BatchLimits(page, page, 1), policy, clock, Runnable::run, this::take);
    }

    /** One attempt, and what has come of it stored. */
    Optional<Duration> attempt() {
        try {
            return delivery.attempt();
        } finally {
            delivery.end();
        }
    }

    void take(BatchKey key, List<LearningRecord> records, Attempt attempt) throws Exception {
        taken.add(new Taken(key, records.stream().map(record -> record.learner().id()).toList(), attempt.isRepeat()));
        clock.turn(turning);
        attempt.remember("seen", records.get(records.size() - 1).learner().id());
        if (failure != null) {
            throw failure;
        }
    }

    @AfterEach
    void stop() {
        journal.close();
    }

    void execute(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
                var statement = connection.createStatement()) {
            RecordTable.update(connection, sql);
            statement.executeUpdate(sql);
        }
    }

    void append(LearningRecord... records) {
        for (LearningRecord record : records) {
            journal.append(record, Set.of("lrs")).toCompletableFuture().join();
        }
    }
}
