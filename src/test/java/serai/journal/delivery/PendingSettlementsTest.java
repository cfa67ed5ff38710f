package serai.journal.delivery;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.journal.Balance;
import serai.journal.JournalFullException;
import serai.journal.JournalUnavailableException;
import serai.journal.attempt.Attempt;
import serai.journal.delivery.page.BatchHandler;
import serai.journal.delivery.page.BatchKey;
import serai.journal.delivery.retry.BackOff;
import serai.journal.delivery.retry.RetryPolicy;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sqlite.FastStore;
import serai.journal.store.Journal;
import serai.model.LearningRecord;
import serai.simulation.SimulatedCrash;
import serai.testkit.RecordTable;
import serai.testkit.Records;
import serai.testkit.SettableClock;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static serai.testkit.Records.completion;

/** What is delivered again when the journal can't note that it was, when code fails between the two, and after a crash. */
class PendingSettlementsTest {

    private static final int PAGE = 30;

    /** The journal's {@code settle} does not even begin. */
    private static final String AT_ONCE = "settle at once";

    @TempDir
    private Path folder;
    private final SettableClock clock = new SettableClock(Records.RECEIVED);
    private final List<String> taken = new ArrayList<>();
    private final List<Boolean> repeats = new ArrayList<>();
    private final Set<String> broken = new HashSet<>();
    private CompletableFuture<Void> late;
    private Throwable thrown = new JournalFullException("the journal can't grow");
    private Journal journal;
    private Delivery delivery;
    private BatchHandler route = (kind, records, attempt) -> {};

    @BeforeEach
    void start() {
        journal = FastStore.open(folder.resolve("journal.db"), JournalBounds.DEFAULT, clock);
        delivery = delivery(PAGE);
    }

    @AfterEach
    void stop() {
        journal.close();
    }

    /** As {@code ./serai run} makes one; its journal does not what is broken. */
    private Delivery delivery(int page) {
        Journal breaking = (Journal) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[]{Journal.class},
                (proxy, method, arguments) -> {
                    if (late != null && method.getName().equals("settle")) {
                        return late;
                    }
                    if (broken.contains(AT_ONCE) && method.getName().equals("settle")) {
                        throw thrown;
                    }
                    if (broken.contains(method.getName())) {
                        if (method.getName().equals("settle")) {
                            return CompletableFuture.failedFuture(thrown);
                        }
                        throw thrown;
                    }
                    try {
                        return method.invoke(journal, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        BackOff backOff = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(60), () -> new Random(0) {
            @Override
            public double nextDouble() {
                return 0;
            }
        });
        return new Delivery(breaking, "hr", new BatchLimits(page, page, 1),
                new RetryPolicy(backOff, Duration.ofSeconds(60), 3, 4, 5),
                clock, Runnable::run, this::take);
    }

    private void take(BatchKey kind, List<LearningRecord> records, Attempt attempt) throws Exception {
        records.forEach(record -> taken.add(record.learner().id()));
        records.forEach(record -> repeats.add(attempt.isRepeat()));
        route.take(kind, records, attempt);
    }

    @ParameterizedTest
    @ValueSource(strings = {"state", "remembered", "givenUpTo"})
    void beginsAnewAfterItsStateCouldBeReadOnlyInPart(String query) {
        append(3);
        broken.add(query);
        delivery.attempt();
        broken.clear();

        delivery.attempt();

        assertThat(taken).hasSize(3);
    }

    @Test
    void whatCouldNotBeNotedIsNotDeliveredAgainHoweverLongThatTakes() {
        append(100);
        broken.add("settle");
        List<Duration> waits = new ArrayList<>();

        for (int i = 0; i < 40; i++) {
            Duration wait = delivery.attempt().orElseThrow();
            if (!wait.isZero()) {
                waits.add(wait);
            }
            clock.turn(wait);
        }

        assertThat(taken).as("the page that can't be noted").hasSize(PAGE).doesNotHaveDuplicates();
        assertThat(waits).startsWith(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4))
                .endsWith(Duration.ofSeconds(60));
        assertThat(delivery.progress().trouble())
                .contains("nothing has been delivered since 2026-11-22T10:00:00Z: the journal can't grow");

        broken.clear();
        finish();
        assertThat(taken).hasSize(100).doesNotHaveDuplicates();
        assertThat(journal.balances().get("hr")).isEqualTo(new Balance(100, 100, 0, 0, 0));
        assertThat(delivery.progress().trouble()).isNull();
    }

    @Test
    void isNotedInTimeThoughTheClockWasSetBackMeanwhile() {
        append(5);
        broken.add("settle");
        delivery.attempt();
        delivery.attempt();
        broken.clear();

        clock.turn(Duration.ofDays(-1));
        clock.turn(delivery.attempt().orElseThrow());
        delivery.attempt();

        assertThat(journal.balances().get("hr")).isEqualTo(new Balance(5, 5, 0, 0, 0));
    }

    @Test
    void ofAPageThatIsNotedTooLateOnlyTheNextOneIsDeliveredMeanwhile() {
        append(100);
        late = new CompletableFuture<>();
        route = (kind, records, attempt) -> {
            if (taken.size() == 2 * PAGE) {
                late.completeExceptionally(thrown);
            }
        };

        for (int i = 0; i < 10; i++) {
            clock.turn(delivery.attempt().orElseThrow());
        }
        assertThat(taken).hasSize(2 * PAGE);
        late = null;
        finish();

        assertThat(taken).hasSize(100).doesNotHaveDuplicates();
        assertThat(journal.balances().get("hr")).isEqualTo(new Balance(100, 100, 0, 0, 0));
    }

    @Test
    void whatCouldNotBeJudgedForAReadErrorIsNotDeliveredAgain() {
        append(5);
        failsFor("learner-1", 99);
        broken.add("heldCount");
        thrown = new JournalUnavailableException("the journal can't be read: disk I/O error", null);
        while (delivery.progress().trouble() == null) {
            clock.turn(delivery.attempt().orElseThrow());
        }
        int before = taken.size();

        for (int i = 0; i < 20; i++) {
            clock.turn(delivery.attempt().orElseThrow());
        }

        assertThat(taken).hasSize(before);
        broken.clear();
        delivery.attempt();
        delivery.end();
        assertThat(journal.balances().get("hr")).isEqualTo(new Balance(5, 4, 1, 0, 0));
    }

    private void failsFor(String learner, int times) {
        int[] left = {times};
        route = (kind, records, attempt) -> {
            if (left[0] > 0 && records.stream().anyMatch(record -> record.learner().id().equals(learner))) {
                left[0]--;
                throw new IllegalStateException("fails");
            }
        };
    }

    @Test
    void anErrorBetweenTwoStepsEndsNothingAndWhatWasFoundOutIsNoted() {
        append(3 * PAGE);
        broken.add("settle");
        thrown = new IllegalStateException("a bug");
        delivery.attempt();
        clock.turn(delivery.attempt().orElseThrow());
        broken.clear();
        broken.add("held");
        thrown = new Error("of somebody's own");

        assertThatThrownBy(delivery::attempt).isSameAs(thrown);
        broken.clear();
        finish();

        assertThat(taken).hasSize(3 * PAGE).doesNotHaveDuplicates();
        assertThat(journal.balances().get("hr").delivered()).isEqualTo(3 * PAGE);
    }

    /** The journal gives it again until it is noted, whatever was in the way of that. */
    @ParameterizedTest
    @MethodSource
    void whatWasRequeuedIsNotDeliveredAgainBeforeItIsNoted(Throwable failure) throws Exception {
        append(1);
        finish();
        execute("INSERT INTO aside (destination, seq, type, state, counted, next_attempt, changed_at, "
                + "kind, received_at, json, json_sum, raw, raw_sum) "
                + "SELECT 'hr', 1, 'COURSE_COMPLETED', 'requeued', 'delivered', 0, 0, "
                + "kind, received_at, json, json_sum, raw, raw_sum FROM record WHERE seq = 1");
        taken.clear();
        broken.add(AT_ONCE);
        thrown = failure;
        clock.turn(Duration.ofMinutes(1));
        attemptWhateverComes();
        assertThat(taken).hasSize(1);

        broken.clear();
        finish();

        assertThat(taken).hasSize(1);
    }

    static Stream<Throwable> whatWasRequeuedIsNotDeliveredAgainBeforeItIsNoted() {
        return Stream.of(new OutOfMemoryError("Java heap space"), new RejectedExecutionException("shut down"));
    }

    private void attemptWhateverComes() {
        try {
            delivery.attempt();
        } catch (Error e) {
            assertThat(e).isSameAs(thrown);
        }
    }

    @Test
    void anErrorOfTheRoutesIsAFailureAndTheNextAttemptDelivers() {
        append(3);
        boolean[] failed = new boolean[1];
        route = (kind, records, attempt) -> {
            if (!failed[0]) {
                failed[0] = true;
                throw new OutOfMemoryError("Java heap space");
            }
        };

        clock.turn(delivery.attempt().orElseThrow());
        delivery.end();
        assertThat(journal.state("hr").orElseThrow().failure()).isEqualTo("OutOfMemoryError");
        finish();

        assertThat(journal.balances().get("hr").delivered()).isEqualTo(3);
    }

    @Test
    void anInterruptThatAStepLeavesBehindIsNotLeftToWhatComesNext() {
        append(1);
        route = (kind, records, attempt) -> Thread.currentThread().interrupt();

        delivery.attempt();

        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void whatCameBeforeACrashComesAgainAsARepeatThoughTheBatchesAreSmallerByThen() {
        append(PAGE);
        delivery.attempt();
        delivery.end();
        append(10 * PAGE);
        late = new CompletableFuture<>();
        delivery.attempt();
        route = (kind, records, attempt) -> {
            if (taken.size() == 3 * PAGE) {
                throw new SimulatedCrash("with two pages that were not noted");
            }
        };
        assertThatThrownBy(delivery::attempt).isInstanceOf(SimulatedCrash.class);
        route = (kind, records, attempt) -> {};
        Set<String> given = new HashSet<>(taken);
        taken.clear();
        repeats.clear();
        late = null;

        delivery = delivery(1);
        delivery.attempt();
        delivery.attempt();
        delivery.end(); // noted with the smaller size, and crashed again
        delivery = delivery(1);
        finish();

        List<String> falselyFirst = new ArrayList<>();
        for (int i = 0; i < taken.size(); i++) {
            if (given.contains(taken.get(i)) && !repeats.get(i)) {
                falselyFirst.add(taken.get(i));
            }
        }
        assertThat(falselyFirst).as("given before, and told as first attempts").isEmpty();
        assertThat(repeats).as("and others are first attempts").contains(false);
    }

    @Test
    void withoutASettlementEverythingThatStandsThereIsARepeat() throws Exception {
        append(50);
        delivery.attempt();
        execute("UPDATE destination SET given_up_to = NULL, ahead = NULL");

        delivery = delivery(1);
        finish();

        assertThat(repeats).containsOnly(true);
    }

    private void execute(String sql) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
                var statement = connection.createStatement()) {
            RecordTable.update(connection, sql);
            statement.executeUpdate(sql);
        }
    }

    private void append(int count) {
        for (int i = 0; i < count; i++) {
            journal.append(completion("learner-" + appended++), Set.of("hr")).toCompletableFuture().join();
        }
    }

    private int appended;

    private void finish() {
        for (int i = 0; i < 500; i++) {
            Optional<Duration> wait = delivery.attempt();
            clock.turn(wait.orElse(Duration.ofSeconds(1)));
        }
        delivery.end();
    }
}
