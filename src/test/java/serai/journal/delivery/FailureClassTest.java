package serai.journal.delivery;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
import serai.testkit.Logged;
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
import static serai.testkit.Records.login;

/** What the journal makes of each class of failure; the destination is a fake that answers by learner. */
class FailureClassTest {

    private static final Duration STOPPED = Duration.ofSeconds(60);
    private static final int PROBE_AFTER = 3;
    private static final int ATTEMPTS_MAX = 3;

    @TempDir
    private Path folder;
    private final SettableClock clock = new SettableClock(Records.RECEIVED);
    private final FakeDestination lrs = new FakeDestination();
    private Journal journal;
    private Delivery delivery;

    /** Takes everything but what it was told to fail; as an LRS does, it refuses the whole batch for one record. */
    private final class FakeDestination implements BatchHandler {
        private final Map<String, FailureClass> byLearner = new HashMap<>();
        private FailureClass everything;
        private int requests;
        private final List<String> taken = new ArrayList<>();

        @Override
        public void take(BatchKey kind, List<LearningRecord> records, Attempt attempt) throws DeliveryFailedException {
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

    private Delivery delivery(Duration ceiling) {
        BackOff backOff = new BackOff(Duration.ofSeconds(1), ceiling, () -> new Random(1));
        return new Delivery(journal, "lrs", new BatchLimits(100, 100, 1),
                new RetryPolicy(backOff, STOPPED, PROBE_AFTER, ATTEMPTS_MAX, 50), clock,
                Runnable::run, lrs);
    }

    @AfterEach
    void stop() {
        journal.close();
    }

    private void restart() {
        journal.close();
        start();
    }

    @Test
    void aRefusedRecordIsDeadLetteredAndTheRestIsDelivered() {
        append("anna", "ben", "cleo", "dora", "emil");
        lrs.fails(FailureClass.REFUSED, "cleo");

        runFor(Duration.ofSeconds(1));

        assertThat(lrs.taken).containsExactly("anna", "ben", "dora", "emil");
        assertThat(balance()).isEqualTo(new Balance(5, 4, 0, 1, 0));
        assertThat(state().isTroubled()).isFalse();
    }

    @Test
    void tenOfATypeRefusedInARowStopTheDestinationAndNothingStaysDeadLettered() {
        append(numbered(0, 30));
        lrs.everything = FailureClass.REFUSED;

        runFor(Duration.ofSeconds(1));

        assertThat(state().stopped()).isEqualTo(FailureClass.MISCONFIGURED);
        assertThat(balance()).isEqualTo(new Balance(30, 0, 30, 0, 0));
    }

    @Test
    void tenRefusedOnAThinStreamAreTakenBackTooAndGoOnOnceMended() {
        lrs.everything = FailureClass.REFUSED;
        for (String learner : numbered(0, 12)) {
            append(learner);
            runFor(Duration.ofSeconds(1));
            if (learner.equals("learner-4")) {
                restart();
            }
        }
        assertThat(state().stopped()).isEqualTo(FailureClass.MISCONFIGURED);
        assertThat(balance()).isEqualTo(new Balance(12, 0, 12, 0, 0));
        int requests = lrs.requests;
        runFor(STOPPED.multipliedBy(5));
        assertThat(lrs.requests - requests).as("tried again slowly").isBetween(4, 6);

        lrs.isMended();
        runFor(STOPPED.plusSeconds(30));

        assertThat(balance()).isEqualTo(new Balance(12, 12, 0, 0, 0));
        assertThat(lrs.taken).hasSize(12).doesNotHaveDuplicates();
    }

    @Test
    void aStartTriesAStoppedDestinationAtOnce() {
        append(numbered(0, 5));
        lrs.everything = FailureClass.MISCONFIGURED;
        runFor(Duration.ofSeconds(1));
        assertThat(state().stopped()).isEqualTo(FailureClass.MISCONFIGURED);

        lrs.isMended();
        restart();
        runFor(Duration.ofSeconds(1));

        assertThat(balance()).isEqualTo(new Balance(5, 5, 0, 0, 0));
    }

    @Test
    void anAcceptedRecordEndsARunOfRefusals() {
        for (int i = 0; i < 4; i++) {
            String[] bad = numbered(i * 8, i * 8 + 8);
            lrs.fails(FailureClass.REFUSED, bad);
            append(bad);
            append("good-" + i);
            runFor(Duration.ofSeconds(1));
        }

        assertThat(state().stopped()).isNull();
        assertThat(balance()).isEqualTo(new Balance(36, 4, 0, 32, 0));
    }

    @Test
    void aMisconfiguredDestinationStopsAtOnceAndIsAskedOnceAMinute() {
        append(numbered(0, 50));
        lrs.everything = FailureClass.MISCONFIGURED;

        runFor(Duration.ofSeconds(1));
        assertThat(lrs.requests).isOne();
        assertThat(state().stopped()).isEqualTo(FailureClass.MISCONFIGURED);
        runFor(STOPPED.multipliedBy(10));

        assertThat(lrs.requests).isBetween(9, 12);
        assertThat(balance()).isEqualTo(new Balance(50, 0, 50, 0, 0));
    }

    @Test
    void aDestinationThatIsDownForADayGetsOneRequestABackOffAndNoDeadLetters() {
        append(numbered(0, 300));
        lrs.everything = FailureClass.UNAVAILABLE;
        delivery = delivery(Duration.ofMinutes(10));
        runFor(Duration.ofDays(1));
        assertThat(lrs.requests).isBetween(24 * 6, 24 * 12 + 20);
        assertThat(balance()).isEqualTo(new Balance(300, 0, 300, 0, 0));

        lrs.isMended();
        runFor(Duration.ofMinutes(11));

        assertThat(balance()).isEqualTo(new Balance(300, 300, 0, 0, 0));
        assertThat(lrs.taken).hasSize(300).doesNotHaveDuplicates();
    }

    @Test
    void theLogTellsThatOneThatHadStoppedNowWaits() {
        append(numbered(0, 3));
        lrs.everything = FailureClass.MISCONFIGURED;
        try (Logged log = new Logged()) {
            runFor(Duration.ofMinutes(2));
            lrs.everything = FailureClass.UNAVAILABLE;
            runFor(Duration.ofMinutes(5));

            assertThat(log.lines().filter(line -> line.contains("Destination lrs has stopped, misconfigured"))).hasSize(1);
            assertThat(log.lines().filter(line -> line.contains("Destination lrs can't be delivered to"))).hasSize(1);
        }
    }

    @Test
    void theLogNamesADeadLetterItsClassItsStatusAndTheCommandThatShowsIt() {
        append("anna", "ben");
        lrs.fails(FailureClass.REFUSED, "ben");
        try (Logged log = new Logged()) {
            runFor(Duration.ofSeconds(1));

            assertThat(log.lines()).contains("WARN serai.journal.delivery.DeliveryLog - Dead lettered for lrs: lrs-2 of type "
                    + "COURSE_COMPLETED, refused with status 418. ./serai dead-letters show lrs-2");
        }
    }

    @Test
    void theLogHasOneLineAMinuteHoweverManyDeadLettersThereAre() {
        try (Logged log = new Logged()) {
            for (int i = 0; i < 40; i++) {
                append("good-" + i, "bad-" + i);
                lrs.fails(FailureClass.REFUSED, "bad-" + i);
                runFor(Duration.ofSeconds(2));
            }
            runFor(Duration.ofMinutes(1));

            List<String> lines = log.lines().filter(line -> line.contains("Dead lettered")).toList();
            assertThat(lines).hasSizeBetween(2, 4);
            assertThat(lines.get(1)).matches(".*Dead lettered for lrs: \\d+ records, the last lrs-\\d+ of type COURSE_COMPLETED, "
                    + "refused with status 418\\. \\./serai dead-letters list --destination lrs");
            assertThat(lines.stream().mapToInt(line -> line.contains(" records, ")
                    ? Integer.parseInt(line.replaceFirst(".*: (\\d+) records.*", "$1")) : 1).sum()).isEqualTo(40);
        }
    }

    @Test
    void recordsThatAlwaysFailAreHeldWhileTheRestFlowsAndGivenUpInTheEnd() {
        append(numbered(0, 40));
        lrs.fails(FailureClass.UNAVAILABLE, "learner-0", "learner-7", "learner-22");

        runFor(Duration.ofMinutes(2));

        assertThat(balance()).isEqualTo(new Balance(40, 37, 3, 0, 0));
        assertThat(journal.heldCount("lrs")).isEqualTo(3);
        restart();
        for (int i = 0; i < 20; i++) {
            append("later-" + i);
            runFor(Duration.ofMinutes(1));
        }
        assertThat(balance()).isEqualTo(new Balance(60, 57, 0, 3, 0));
        assertThat(lrs.taken).doesNotHaveDuplicates();
    }

    @Test
    void aHeldRecordIsDeliveredOnceItsTimeComes() {
        append(numbered(0, 5));
        lrs.fails(FailureClass.UNAVAILABLE, "learner-2");
        runFor(Duration.ofMinutes(1));
        assertThat(journal.heldCount("lrs")).isOne();

        lrs.isMended();
        runFor(Duration.ofMinutes(1));

        assertThat(balance()).isEqualTo(new Balance(5, 5, 0, 0, 0));
    }

    @Test
    void aRecordAtTheVeryEndWaitsUntilOthersSucceedBehindIt() {
        append("anna", "ben");
        lrs.fails(FailureClass.UNAVAILABLE, "ben");

        runFor(Duration.ofHours(1));
        assertThat(balance()).isEqualTo(new Balance(2, 1, 1, 0, 0));
        assertThat(journal.heldCount("lrs")).isZero();
        assertThat(state().failure()).isEqualTo("told so");

        restart();
        append("cleo");
        runFor(Duration.ofMinutes(2));
        assertThat(balance()).isEqualTo(new Balance(3, 2, 1, 0, 0));
        assertThat(journal.heldCount("lrs")).isOne();
        runFor(Duration.ofHours(1));
        assertThat(balance()).as("nobody else was delivered since").isEqualTo(new Balance(3, 2, 1, 0, 0));
        for (int i = 0; i < 5; i++) {
            append("later-" + i);
            runFor(Duration.ofMinutes(2));
        }
        assertThat(balance()).isEqualTo(new Balance(8, 7, 0, 1, 0));
    }

    @Test
    void onlyARecordOfItsOwnTypeOrTheLastOfItsTypeIsHeld() {
        append(login("anna"), completion("ben"), login("cleo"));
        lrs.fails(FailureClass.UNAVAILABLE, "ben");

        runFor(Duration.ofMinutes(2));
        assertThat(balance()).isEqualTo(new Balance(3, 2, 1, 0, 0));
        assertThat(journal.heldCount("lrs")).as("nobody has succeeded since").isZero();

        append(login("dora"));
        runFor(Duration.ofMinutes(1));

        assertThat(balance()).isEqualTo(new Balance(4, 3, 1, 0, 0));
        assertThat(journal.heldCount("lrs")).isOne();
    }

    @Test
    void aForbiddenRecordIsDeadLetteredOnlyWhereAnotherIsTakenRightAfterIt() {
        append("anna", "ben", "cleo");
        lrs.fails(FailureClass.FORBIDDEN, "ben");

        runFor(Duration.ofSeconds(1));

        assertThat(balance()).isEqualTo(new Balance(3, 2, 0, 1, 0));
    }

    @Test
    void aForbiddenRecordIsDeadLetteredAlsoWhereTheOneAfterItHasArrivedBefore() {
        append("anna", "ben"); // the first page after a start is a repeat
        lrs.fails(FailureClass.FORBIDDEN, "anna");
        lrs.fails(FailureClass.CONFLICT, "ben");

        runFor(Duration.ofSeconds(1));

        assertThat(balance()).isEqualTo(new Balance(2, 1, 0, 1, 0));
        assertThat(state().isTroubled()).isFalse();
    }

    @Test
    void whereEverythingIsForbiddenTheDestinationStops() {
        append(numbered(0, 50));
        lrs.everything = FailureClass.FORBIDDEN;

        runFor(Duration.ofSeconds(1));

        assertThat(state().stopped()).isEqualTo(FailureClass.FORBIDDEN);
        assertThat(balance()).isEqualTo(new Balance(50, 0, 50, 0, 0));
        assertThat(lrs.requests).isLessThan(5);
        lrs.isMended();
        runFor(STOPPED.plusSeconds(5));
        assertThat(balance()).isEqualTo(new Balance(50, 50, 0, 0, 0));
    }

    @Test
    void onAThinStreamAForbiddenRecordStopsTheDestinationUntilAnotherComes() {
        append("anna");
        lrs.fails(FailureClass.FORBIDDEN, "anna");
        runFor(STOPPED.multipliedBy(5));
        assertThat(state().stopped()).isEqualTo(FailureClass.FORBIDDEN);
        assertThat(balance()).isEqualTo(new Balance(1, 0, 1, 0, 0));

        append("ben");
        runFor(STOPPED.multipliedBy(3));

        assertThat(balance()).isEqualTo(new Balance(2, 1, 0, 1, 0));
        assertThat(state().isTroubled()).isFalse();
    }

    @Test
    void aConflictIsADeadLetterAtTheFirstAttemptAndAnArrivalOnARepeat() {
        append("first-page"); // the first page after a start is a repeat
        runFor(Duration.ofSeconds(1));
        append("anna", "ben");
        lrs.fails(FailureClass.CONFLICT, "ben");

        runFor(Duration.ofSeconds(1));

        assertThat(balance()).isEqualTo(new Balance(3, 2, 0, 1, 0));
        append("cleo");
        lrs.fails(FailureClass.CONFLICT, "cleo");
        restart();
        runFor(Duration.ofSeconds(1));
        assertThat(balance()).isEqualTo(new Balance(4, 3, 0, 1, 0));
    }

    @Test
    void aStoppedDestinationThatKnowsTheRecordsAlreadyWorksAgain() {
        append("anna", "ben");
        lrs.everything = FailureClass.MISCONFIGURED;
        runFor(Duration.ofSeconds(1));
        assertThat(state().stopped()).isEqualTo(FailureClass.MISCONFIGURED);

        lrs.everything = FailureClass.CONFLICT; // they had arrived, and only the answer was lost
        runFor(STOPPED.multipliedBy(2));

        assertThat(balance()).isEqualTo(new Balance(2, 2, 0, 0, 0));
        assertThat(state().isTroubled()).isFalse();
    }

    @Test
    void whatIsRefusedAgainAfterItWasTakenBackStopsTheDestinationAgain() throws SQLException {
        append(numbered(0, 30));
        lrs.everything = FailureClass.REFUSED;
        runFor(Duration.ofSeconds(1));
        for (String learner : numbered(30, 42)) {
            append(learner);
        }
        resume(); // too early
        runFor(Duration.ofSeconds(1));

        assertThat(state().stopped()).isEqualTo(FailureClass.MISCONFIGURED);
        assertThat(balance()).isEqualTo(new Balance(42, 0, 42, 0, 0));
    }

    @Test
    void aRecordThatIsHeldIsTriedThoughTheClockWasSetBack() {
        append(numbered(0, 5));
        lrs.fails(FailureClass.UNAVAILABLE, "learner-2");
        runFor(Duration.ofMinutes(1));
        assertThat(journal.heldCount("lrs")).isOne();

        clock.turn(Duration.ofDays(-1));
        lrs.isMended();
        runFor(Duration.ofMinutes(1));

        assertThat(balance()).isEqualTo(new Balance(5, 5, 0, 0, 0));
    }

    /** What {@code ./serai destinations resume} does. */
    private void resume() throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
                var statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE destination SET failures = 0, next_attempt = NULL, stopped = NULL, failure = NULL");
        }
    }

    @Test
    void waitsAsLongAsTheDestinationAsksFor() {
        append("anna");
        Delivery asked = new Delivery(journal, "lrs", new BatchLimits(100, 100, 1), new RetryPolicy(
                new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(10), () -> new Random(1)), STOPPED, 3, 3, 50), clock,
                Runnable::run, (kind, records, attempt) -> {
                    throw new DeliveryFailedException(
                            new Failure(FailureClass.UNAVAILABLE, clock.instant(), "429", 429, null, null, null,
                                    clock.instant().plusSeconds(120)),
                            null);
                });

        assertThat(asked.attempt()).hasValue(Duration.ofMinutes(2));
    }

    /** Calls the delivery as its thread does, turning the clock instead of waiting. */
    private void runFor(Duration time) {
        Instant end = clock.instant().plus(time);
        for (int calls = 0; clock.instant().isBefore(end); calls++) {
            assertThat(calls).as("calls without an end").isLessThan(200_000);
            Optional<Duration> wait = delivery.attempt();
            if (wait.isEmpty() || !wait.get().isZero()) {
                clock.turn(wait.orElse(Duration.ofSeconds(1)));
            }
        }
    }

    private Balance balance() {
        Balance balance = journal.balances().get("lrs");
        assertThat(balance.isEven()).isTrue();
        return balance;
    }

    private DestinationState state() {
        return journal.state("lrs").orElseThrow();
    }

    private static String[] numbered(int from, int to) {
        List<String> names = new ArrayList<>();
        for (int i = from; i < to; i++) {
            names.add("learner-" + i);
        }
        return names.toArray(String[]::new);
    }

    private void append(String... learners) {
        for (String learner : learners) {
            append(completion(learner));
        }
    }

    private void append(LearningRecord... records) {
        for (LearningRecord record : records) {
            journal.append(record, Set.of("lrs")).toCompletableFuture().join();
        }
    }
}
