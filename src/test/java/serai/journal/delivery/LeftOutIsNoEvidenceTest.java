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
import serai.testkit.Records;
import serai.testkit.SettableClock;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A record that the route leaves out was given to nobody: that it counts as delivered says nothing of the destination. Neither does
 * one that a step of the route refuses for what it is itself.
 */
class LeftOutIsNoEvidenceTest {

    private static final int PROBE_AFTER = 3;

    @TempDir
    private Path folder;
    private final SettableClock clock = new SettableClock(Records.RECEIVED);
    private final FakeRoute route = new FakeRoute();
    private Journal journal;
    private Delivery delivery;

    /** Leaves out, or refuses itself, what a learner's name says; the destination behind it fails as told. */
    private final class FakeRoute implements BatchHandler {
        private final Map<String, FailureClass> byLearner = new HashMap<>();
        private FailureClass everything;
        private int requests;

        @Override
        public void take(BatchKey key, List<LearningRecord> all, Attempt attempt) throws DeliveryFailedException {
            List<LearningRecord> records = all.stream().filter(record -> !record.learner().id().startsWith("out")).toList();
            attempt.leaveOut(all.stream().filter(record -> !records.contains(record)).map(LearningRecord::id)
                    .collect(Collectors.toSet()));
            if (records.isEmpty()) {
                return;
            }
            if (records.stream().anyMatch(record -> record.learner().id().startsWith("bare"))) {
                throw new DeliveryFailedException(
                        new Failure(FailureClass.REFUSED, clock.instant(), "names nobody", null, null, null,
                                null, null, null, true),
                        null);
            }
            requests++;
            FailureClass failure = everything != null ? everything
                    : records.stream().map(record -> byLearner.get(record.learner().id())).filter(one -> one != null).findFirst()
                            .orElse(null);
            if (failure != null) {
                throw new DeliveryFailedException(new Failure(failure, clock.instant(), "told so", null, null, null, null, null),
                        null);
            }
        }
    }

    @BeforeEach
    void start() {
        journal = SqliteStore.open(folder.resolve("journal.db"), JournalBounds.DEFAULT, clock);
        BackOff backOff = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(30), () -> new Random(1));
        delivery = new Delivery(journal, "lrs", new BatchLimits(100, 100, 1),
                new RetryPolicy(backOff, Duration.ofSeconds(60), PROBE_AFTER, 3, 50), clock, Runnable::run, route);
    }

    @AfterEach
    void stop() {
        journal.close();
    }

    private void append(String... learners) {
        for (String learner : learners) {
            journal.append(Records.completion(learner), Set.of("lrs")).toCompletableFuture().join();
        }
    }

    private static String[] numbered(String name, int count) {
        return IntStream.range(0, count).mapToObj(i -> name + "-" + i).toArray(String[]::new);
    }

    private int runFor(Duration time) {
        int failed = 0;
        Instant end = clock.instant().plus(time);
        while (clock.instant().isBefore(end)) {
            Optional<Duration> wait = delivery.attempt();
            failed += wait.isPresent() && !wait.get().isZero() ? 1 : 0;
            if (wait.isEmpty() || !wait.get().isZero()) {
                clock.turn(wait.orElse(Duration.ofSeconds(1)));
            }
        }
        return failed;
    }

    private DestinationState state() {
        return journal.state("lrs").orElseThrow();
    }

    private Balance balance() {
        return journal.balances().get("lrs");
    }

    @Test
    void aDestinationThatIsDownGetsOneRequestABackOffHoweverManyAreLeftOut() {
        append(numbered("out", 30));
        append(numbered("learner", 30));
        append(numbered("out-again", 30));
        route.everything = FailureClass.UNAVAILABLE;

        int backOffs = runFor(Duration.ofMinutes(10));

        assertThat(state().failures()).isGreaterThan(PROBE_AFTER);
        assertThat(route.requests).isLessThanOrEqualTo(backOffs + 1);
        assertThat(balance().deadLettered()).isZero();
        assertThat(balance().pending()).isGreaterThanOrEqualTo(30);
    }

    @Test
    void aForbiddenRecordBesideOnesThatAreLeftOutStopsTheDestination() {
        append("anna", "out-1", "out-2");
        route.everything = FailureClass.FORBIDDEN;

        runFor(Duration.ofSeconds(1));

        assertThat(state().stopped()).isEqualTo(FailureClass.FORBIDDEN);
        assertThat(balance().deadLettered()).as("nobody was let in, so it is no matter of that record").isZero();
    }

    @Test
    void aForbiddenRecordIsTheRecordsOwnMatterWhereAnotherIsLetInBehindThoseThatAreLeftOut() {
        append("anna", "out-1", "out-2", "ben");
        route.byLearner.put("anna", FailureClass.FORBIDDEN);

        runFor(Duration.ofSeconds(1));

        assertThat(balance()).isEqualTo(new Balance(4, 3, 0, 1, 0));
    }

    @Test
    void tenRefusedInARowStopTheDestinationThoughOthersBetweenThemAreLeftOut() {
        for (int i = 0; i < 12; i++) {
            append("learner-" + i, "out-" + i);
            route.byLearner.put("learner-" + i, FailureClass.REFUSED);
            runFor(Duration.ofSeconds(1));
        }

        assertThat(state().stopped()).isEqualTo(FailureClass.MISCONFIGURED);
        assertThat(balance().deadLettered()).isZero();
    }

    @Test
    void aRecordThatFailsIsNotHeldWhereOnlyOnesThatAreLeftOutSucceedBehindIt() {
        append("anna", "out-1", "out-2", "out-3");
        route.byLearner.put("anna", FailureClass.UNAVAILABLE);

        runFor(Duration.ofMinutes(10));

        assertThat(journal.heldCount("lrs")).isZero();
        assertThat(state().failures()).as("it waits, as for a destination that is down").isPositive();
    }

    @Test
    void theAttemptsOfAHeldRecordDoNotCountWhileOthersAreOnlyLeftOut() {
        append("anna", "ben");
        route.byLearner.put("anna", FailureClass.UNAVAILABLE);
        runFor(Duration.ofMinutes(2));
        assertThat(journal.heldCount("lrs")).isOne();

        for (int i = 0; i < 20; i++) {
            append("out-" + i);
            runFor(Duration.ofMinutes(1));
        }
        assertThat(balance().deadLettered()).isZero();

        append(numbered("learner", 1));
        runFor(Duration.ofMinutes(3));
        append(numbered("more", 1));
        runFor(Duration.ofMinutes(3));
        assertThat(balance().deadLettered()).as("others were delivered").isOne();
    }

    @Test
    void whatAStepRefusesItselfIsDeadHoweverMuchOfItComes() {
        append(numbered("bare", 30));
        append("anna");

        runFor(Duration.ofSeconds(1));

        assertThat(balance()).isEqualTo(new Balance(31, 1, 0, 30, 0));
    }

    @Test
    void aDestinationThatIsDownGetsOneRequestABackOffHoweverManyAStepRefusesItself() {
        route.everything = FailureClass.UNAVAILABLE;
        append(numbered("learner", 30));
        int backOffs = runFor(Duration.ofMinutes(1));
        append(numbered("bare", 30));

        backOffs += runFor(Duration.ofMinutes(30));

        assertThat(state().failures()).isGreaterThan(PROBE_AFTER);
        assertThat(route.requests).isLessThanOrEqualTo(backOffs + 1);
        route.everything = null;
        runFor(Duration.ofMinutes(2));
        assertThat(balance()).isEqualTo(new Balance(60, 30, 0, 30, 0));
    }

    @Test
    void aForbiddenRecordIsTheRecordsOwnMatterWhereAnotherIsLetInBehindThoseThatAStepRefuses() {
        append("anna", "bare-1", "ben");
        route.byLearner.put("anna", FailureClass.FORBIDDEN);

        runFor(Duration.ofSeconds(1));

        assertThat(balance()).isEqualTo(new Balance(3, 1, 0, 2, 0));
    }
}
