package serai.journal.delivery;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.Balance;
import serai.journal.DestinationState;
import serai.journal.attempt.Attempt;
import serai.journal.attempt.FailureClass;
import serai.journal.delivery.page.BatchHandler;
import serai.journal.delivery.page.BatchKey;
import serai.journal.delivery.page.DeliveryFailedException;
import serai.journal.delivery.retry.BackOff;
import serai.journal.delivery.retry.RetryPolicy;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sqlite.SqliteStore;
import serai.journal.store.Failure;
import serai.journal.store.Journal;
import serai.model.LearningRecord;
import serai.testkit.Records;
import serai.testkit.SettableClock;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.testkit.Records.completion;

/** A delivery to a destination that is a fake, and answers by learner; its clock is turned instead of waiting. */
abstract class DeliveryToFake {

    static final Duration STOPPED = Duration.ofSeconds(60);
    static final int PROBE_AFTER = 3;
    static final int ATTEMPTS_MAX = 3;

    @TempDir
    Path folder;
    final SettableClock clock = new SettableClock(Records.RECEIVED);
    final FakeDestination lrs = new FakeDestination();
    Journal journal;
    Delivery delivery;

    /** Takes everything but what it was told to fail; as an LRS does, it refuses the whole batch for one record. */
    final class FakeDestination implements BatchHandler {
        final Map<String, FailureClass> byLearner = new HashMap<>();
        FailureClass everything;
        int requests;
        final List<String> taken = new ArrayList<>();

        @Override
        public void take(BatchKey key, List<LearningRecord> records, Attempt attempt) throws DeliveryFailedException {
            requests++;
            FailureClass failure = everything != null ? everything
                    : records.stream().map(record -> byLearner.get(record.learner().id()))
                            .filter(one -> one != null).findFirst().orElse(null);
            if (failure != null) {
                throw new DeliveryFailedException(new Failure(failure, clock.instant(), "told so", 418, "no", "translated", "m/1",
                        null), null);
            }
            records.forEach(record -> taken.add(record.learner().id()));
        }

        void fails(FailureClass failure, String... learners) {
            for (String learner : learners) {
                byLearner.put(learner, failure);
            }
        }

        void isMended() {
            byLearner.clear();
            everything = null;
        }
    }

    @BeforeEach
    void start() {
        journal = SqliteStore.open(folder.resolve("journal.db"), JournalBounds.DEFAULT, clock);
        delivery = delivery(Duration.ofSeconds(30));
    }

    Delivery delivery(Duration ceiling) {
        return delivery(ceiling, ATTEMPTS_MAX);
    }

    Delivery delivery(Duration ceiling, int attemptsMax) {
        BackOff backOff = new BackOff(Duration.ofSeconds(1), ceiling, () -> new Random(1));
        return new Delivery(journal, "lrs", new BatchLimits(100, 100, 1),
                new RetryPolicy(backOff, STOPPED, PROBE_AFTER, attemptsMax, 50), clock,
                Runnable::run, lrs);
    }

    @AfterEach
    void stop() {
        journal.close();
    }

    void restart() {
        journal.close();
        start();
    }

    /** What {@code ./serai destinations resume} does. */
    void resume() throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
                var statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE destination SET failures = 0, next_attempt = NULL, stopped = NULL, failure = NULL");
        }
    }

    /** Calls the delivery as its thread does, turning the clock instead of waiting. */
    void runFor(Duration time) {
        Instant end = clock.instant().plus(time);
        for (int calls = 0; clock.instant().isBefore(end); calls++) {
            assertThat(calls).as("calls without an end").isLessThan(200_000);
            Optional<Duration> wait = delivery.attempt();
            if (wait.isEmpty() || !wait.get().isZero()) {
                clock.turn(wait.orElse(Duration.ofSeconds(1)));
            }
        }
    }

    Balance balance() {
        Balance balance = journal.balances().get("lrs");
        assertThat(balance.isEven()).isTrue();
        return balance;
    }

    DestinationState state() {
        return journal.state("lrs").orElseThrow();
    }

    static String[] numbered(int from, int to) {
        List<String> names = new ArrayList<>();
        for (int i = from; i < to; i++) {
            names.add("learner-" + i);
        }
        return names.toArray(String[]::new);
    }

    void append(String... learners) {
        for (String learner : learners) {
            append(completion(learner));
        }
    }

    void append(LearningRecord... records) {
        for (LearningRecord record : records) {
            journal.append(record, Set.of("lrs")).toCompletableFuture().join();
        }
    }
}
