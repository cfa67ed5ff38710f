package serai.journal.delivery;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.Balance;
import serai.journal.attempt.Attempt;
import serai.journal.attempt.Latencies;
import serai.journal.attempt.LatencyCounts;
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

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.testkit.Records.completion;
import static serai.testkit.Records.login;

class DeliveryTest {

    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration STOPPED = Duration.ofSeconds(60);
    private static final int PROBE_AFTER = 3;
    private static final int ATTEMPTS_MAX = 4;
    private static final int HELD_MAX = 5;

    /** What one exchange brought. */
    private record Taken(BatchKey kind, List<String> learners, boolean repeat) {
    }

    @TempDir
    private Path folder;
    private final SettableClock clock = new SettableClock(Records.RECEIVED);
    private final List<Taken> taken = new ArrayList<>();
    private Journal journal;
    private Delivery delivery;
    private Exception failure;
    private Duration turning = Duration.ZERO;

    @BeforeEach
    void start() {
        journal = SqliteStore.open(folder.resolve("journal.db"), JournalBounds.DEFAULT, clock);
        delivery = delivery();
    }

    private Delivery delivery() {
        return delivery(3);
    }

    private Delivery delivery(int page) {
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
    private Optional<Duration> attempt() {
        try {
            return delivery.attempt();
        } finally {
            delivery.end();
        }
    }

    private void take(BatchKey kind, List<LearningRecord> records, Attempt attempt) throws Exception {
        taken.add(new Taken(kind, records.stream().map(record -> record.learner().id()).toList(), attempt.isRepeat()));
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

    @Test
    void handsEachKindOfAPageOverInOneExchange() {
        append(completion("anna"), login("ben"), completion("cleo"));

        attempt();

        assertThat(taken).extracting(one -> one.kind.type()).containsExactly("COURSE_COMPLETED", "LOGGED_IN");
        assertThat(taken).extracting(Taken::learners).containsExactly(List.of("anna", "cleo"), List.of("ben"));
        assertThat(journal.balances().get("lrs")).isEqualTo(new Balance(3, 3, 0, 0, 0));
    }

    @Test
    void countsHowLongEachRecordTookThatWasDelivered() {
        LatencyCounts counts = new LatencyCounts();
        delivery.progress().timedBy(counts::add);
        append(completion("anna"), completion("ben"));
        failure = new IOException("refused");
        attempt();
        assertThat(counts.now()).isEqualTo(Latencies.NONE);

        failure = null;
        clock.turn(FIRST);
        attempt();
        assertThat(counts.now().percentile(99).orElseThrow().toMillis()).isBetween(9_000L, 11_000L);
        assertThat(counts.now().counts().values()).containsExactly(2L);
    }

    @Test
    void keepsTheCursorWhileTheDestinationFails() {
        append(completion("anna"), completion("ben"));
        failure = new IOException("refused");

        assertThat(attempt()).hasValue(FIRST);

        assertThat(journal.state("lrs")).hasValueSatisfying(state -> {
            assertThat(state.cursor()).isZero();
            assertThat(state.failures()).isEqualTo(1);
            assertThat(state.failure()).isEqualTo("IOException: refused");
        });
        assertThat(journal.remembered("lrs")).isEmpty();
        assertThat(journal.balances().get("lrs")).isEqualTo(new Balance(2, 0, 2, 0, 0));
    }

    @Test
    void waitsTwiceAsLongAfterEachFailureUpToTheCeiling() {
        append(completion("anna"));
        failure = new IOException("refused");
        List<Duration> waits = new ArrayList<>();

        for (int i = 0; i < 5; i++) {
            Duration wait = attempt().orElseThrow();
            waits.add(wait);
            assertThat(attempt()).as("not due yet").hasValue(wait);
            clock.turn(wait);
        }

        assertThat(waits).extracting(Duration::toSeconds).containsExactly(10L, 20L, 40L, 60L, 60L);
        assertThat(taken).hasSize(5);
    }

    @Test
    void marksEveryAttemptButAPagesFirstAsRepeat() {
        append(completion("anna"));
        attempt(); // the first after a start is a repeat
        append(completion("ben"));
        failure = new IOException("refused");
        clock.turn(attempt().orElseThrow());
        failure = null;
        attempt();
        append(completion("cleo"));
        attempt();

        assertThat(taken).extracting(Taken::learners)
                .containsExactly(List.of("anna"), List.of("ben"), List.of("ben"), List.of("cleo"));
        assertThat(taken).extracting(Taken::repeat).containsExactly(true, false, true, false);
    }

    @Test
    void waitsOutAStoredBackOffAfterARestartButNeverLongerThanTheCeiling() {
        append(completion("anna"));
        failure = new IOException("refused");
        attempt();
        clock.turn(Duration.ofDays(-1));

        assertThat(delivery().attempt()).as("the clock was set back by a day").hasValue(Duration.ofSeconds(60));
    }

    @Test
    void isTriedThoughTheClockWasSetBackByADay() {
        append(completion("anna"));
        failure = new IOException("refused");
        attempt();
        failure = null;
        clock.turn(Duration.ofDays(-1));

        clock.turn(attempt().orElseThrow());
        attempt();

        assertThat(journal.balances().get("lrs")).isEqualTo(new Balance(1, 1, 0, 0, 0));
    }

    @Test
    void losesNothingWhereAnOperatorResumesRightAfterAFailure() throws SQLException {
        append(completion("anna"), completion("ben"), completion("cleo"), completion("dora")); // two pages
        failure = new IOException("refused");
        attempt();
        failure = null;
        taken.clear();
        execute("UPDATE destination SET failures = 0, next_attempt = NULL");

        attempt();
        attempt();

        assertThat(taken).extracting(Taken::learners)
                .containsExactly(List.of("anna", "ben", "cleo"), List.of("dora"));
    }

    @Test
    void waitsForMoreBehindAPageOfMany() {
        delivery = delivery(100);
        append(completions(16));

        assertThat(attempt()).hasValue(Duration.ofMillis(100));

        assertThat(taken).singleElement().satisfies(one -> assertThat(one.learners).hasSize(16));
    }

    @Test
    void waitsForNothingBehindAPageOfFew() {
        delivery = delivery(100);
        append(completions(15));

        assertThat(attempt()).hasValue(Duration.ZERO);
    }

    @Test
    void waitsForNothingWhereMoreIsThere() {
        delivery = delivery(100);
        append(completions(101));

        assertThat(attempt()).hasValue(Duration.ZERO);
    }

    @Test
    void waitsForNothingWhereAPageHasTakenItsTime() {
        delivery = delivery(100);
        append(completions(16));
        turning = Duration.ofMillis(101);

        assertThat(attempt()).hasValue(Duration.ZERO);
    }

    private static LearningRecord[] completions(int count) {
        return IntStream.range(0, count).mapToObj(i -> completion("learner-" + i)).toArray(LearningRecord[]::new);
    }

    @Test
    void aDropHoldsThoughThePageWasReadBefore() throws SQLException {
        append(completion("anna"), completion("ben"), completion("cleo"), completion("dora"));
        attempt(); // dora is read ahead
        execute("INSERT INTO aside (destination, seq, type, state, counted, changed_at) "
                + "VALUES ('lrs', 4, 'COURSE_COMPLETED', 'dropped', 'dropped', 0)");
        execute("UPDATE destination SET pending = pending - 1, dropped = dropped + 1");

        attempt();

        assertThat(journal.balances().get("lrs")).isEqualTo(new Balance(4, 3, 0, 0, 1));
    }

    @Test
    void theFirstPageAfterAStartIsARepeatWhateverWasRequeuedBefore() throws SQLException {
        append(completion("anna"));
        attempt();
        append(completion("ben"));
        execute("INSERT INTO aside (destination, seq, type, state, counted, next_attempt, changed_at, "
                + "kind, received_at, json, json_sum, raw, raw_sum) "
                + "SELECT 'lrs', 1, 'COURSE_COMPLETED', 'requeued', 'delivered', 0, 0, "
                + "kind, received_at, json, json_sum, raw, raw_sum FROM record WHERE seq = 1");
        delivery = delivery();
        taken.clear();

        attempt();
        attempt();

        assertThat(taken).extracting(Taken::learners).containsExactly(List.of("anna"), List.of("ben"));
        assertThat(taken).extracting(Taken::repeat).containsExactly(true, true);
    }

    private void execute(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
                var statement = connection.createStatement()) {
            RecordTable.update(connection, sql);
            statement.executeUpdate(sql);
        }
    }

    @Test
    void passesOverWhatIsForOthers() {
        for (int i = 0; i < 10; i++) {
            journal.append(completion("learner-" + i), Set.of("archive")).toCompletableFuture().join();
        }
        append(completion("anna"));
        for (Optional<Duration> wait = attempt(); wait.isPresent(); wait = attempt()) {
            assertThat(wait).hasValue(Duration.ZERO);
        }

        assertThat(taken).extracting(Taken::learners).containsExactly(List.of("anna"));
    }

    @Test
    void goesOnWhereItStoodAfterARestart() {
        append(completion("anna"), completion("ben"), completion("cleo"), completion("dora"));
        attempt();
        journal.close();
        start();

        attempt();

        assertThat(taken).extracting(Taken::learners)
                .containsExactly(List.of("anna", "ben", "cleo"), List.of("dora"));
        assertThat(taken.get(1).repeat()).isTrue();
        assertThat(journal.remembered("lrs")).containsEntry("seen", "dora");
    }

    @Test
    void anErrorOfARouteIsAFailureToo() {
        append(completion("anna"));
        failure = new IllegalStateException("broken", new StackOverflowError());

        assertThat(attempt()).hasValue(FIRST);
        assertThat(journal.balances().get("lrs").pending()).isEqualTo(1);
    }

    private void append(LearningRecord... records) {
        for (LearningRecord record : records) {
            journal.append(record, Set.of("lrs")).toCompletableFuture().join();
        }
    }
}
