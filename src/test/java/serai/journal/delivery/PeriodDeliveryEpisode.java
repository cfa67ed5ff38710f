package serai.journal.delivery;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.Balance;
import serai.journal.attempt.Attempt;
import serai.journal.attempt.FailureClass;
import serai.journal.delivery.page.BatchKey;
import serai.journal.delivery.page.DeliveryFailedException;
import serai.journal.delivery.period.Period;
import serai.journal.delivery.period.Period.Unit;
import serai.journal.delivery.retry.BackOff;
import serai.journal.delivery.retry.RetryPolicy;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sqlite.SqliteStore;
import serai.journal.store.Failure;
import serai.journal.store.Journal;
import serai.model.LearningRecord;
import serai.testkit.SettableClock;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

import static org.assertj.core.api.Assertions.assertThat;

abstract class PeriodDeliveryEpisode {

    static final Duration FIRST = Duration.ofSeconds(10);
    static final Instant NIGHT = Instant.parse("2026-11-29T01:00:05Z"); // 02:00 in Berlin, and the grace

    @TempDir
    Path folder;
    final SettableClock clock = new SettableClock(Instant.parse("2026-11-28T10:00:00Z"));
    /** The learners of each file, by the page's name: a file is replaced by one of the same name. */
    final Map<String, List<String>> files = new LinkedHashMap<>();
    final List<String> given = new ArrayList<>();
    final Set<String> bad = new HashSet<>();
    Journal journal;
    Delivery delivery;
    FailureClass down;
    boolean failsAfterwards;
    boolean tellsTheRecord = true;
    int records = 100;
    Consumer<List<LearningRecord>> looks = batch -> {
    };

    @BeforeEach
    void start() {
        journal = SqliteStore.open(folder.resolve("journal.db"), JournalBounds.DEFAULT, clock);
        delivery = delivery();
    }

    Delivery delivery() {
        BackOff backOff = new BackOff(FIRST, Duration.ofSeconds(60), () -> new Random(0) {
            @Override
            public double nextDouble() {
                return 0; // no jitter
            }
        });
        RetryPolicy policy = new RetryPolicy(backOff, Duration.ofSeconds(60), 3, 4, 5);
        Period period = new Period(Unit.DAY, LocalTime.of(2, 0), ZoneId.of("Europe/Berlin"), records);
        return new Delivery(journal, "hr", BatchLimits.of(period), policy, clock, Runnable::run, this::take);
    }

    void restart() {
        journal.close();
        start();
    }

    void take(BatchKey key, List<LearningRecord> batch, Attempt attempt) throws Exception {
        looks.accept(batch);
        String name = key.page().text();
        List<String> learners = batch.stream().map(record -> record.learner().id()).toList();
        given.add(name + learners);
        UUID culprit = batch.stream().filter(record -> bad.contains(record.learner().id())).map(LearningRecord::id).findFirst()
                .orElse(null);
        if (culprit != null) {
            throw new DeliveryFailedException(failure(FailureClass.REFUSED), null, tellsTheRecord ? culprit : null);
        }
        if (down != null && !failsAfterwards) {
            throw new DeliveryFailedException(failure(down), null);
        }
        files.put(name, learners);
        if (down != null) {
            throw new DeliveryFailedException(failure(down), null);
        }
    }

    Failure failure(FailureClass failureClass) {
        return Failure.of(failureClass, clock.instant(), new IOException("no"));
    }

    /** One attempt, and what has come of it stored. */
    Optional<Duration> attempt() {
        try {
            return delivery.attempt();
        } finally {
            delivery.end();
        }
    }

    /** Attempts until nothing is to be done at once. */
    Optional<Duration> attemptAll() {
        Optional<Duration> wait = attempt();
        for (int i = 0; wait.isPresent() && wait.get().isZero(); i++) {
            assertThat(i).as("it comes to rest").isLessThan(100);
            wait = attempt();
        }
        return wait;
    }

    void append(LearningRecord... all) {
        for (LearningRecord record : all) {
            journal.append(record.withReceivedAt(clock.instant()), Set.of("hr")).toCompletableFuture().join();
        }
    }

    void itIs(String time) {
        clock.turn(Duration.between(clock.instant(), Instant.parse(time)));
    }

    Balance balance() {
        return journal.balances().get("hr");
    }

    void execute(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    @AfterEach
    void stop() {
        journal.close();
    }
}
