package serai.journal.sql.write;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import serai.journal.Appended;
import serai.journal.Balance;
import serai.journal.DeadLetterId;
import serai.journal.DeadLetterId.Content;
import serai.journal.DestinationState;
import serai.journal.JournalWriter;
import serai.journal.RecordState;
import serai.journal.attempt.FailureClass;
import serai.journal.operations.JournalOperations;
import serai.journal.operations.ReplayRate;
import serai.journal.operations.person.Person;
import serai.journal.sql.SqlJournal;
import serai.journal.sql.write.JournalBounds.LeftBounds;
import serai.journal.store.Failure;
import serai.journal.store.Page;
import serai.journal.store.Settlement;
import serai.journal.store.Settlement.Settled;
import serai.model.LearningRecord;
import serai.testkit.CallersThread;
import serai.testkit.Records;
import serai.testkit.SettableClock;
import serai.testkit.journal.Leased;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static serai.testkit.Records.completion;

/** What a purge leaves to deliveries that have records in hand, and to operators, while it works beside them. */
abstract class PurgeBesideContract {

    static final Duration DAYS_30 = Duration.ofDays(30);
    private static final DeadLetterId FIRST = new DeadLetterId(Content.RECORD, "lrs", 1);

    protected final SettableClock clock = new SettableClock(Records.RECEIVED);
    protected SqlJournal journal;

    @BeforeEach
    void open() throws Exception {
        prepare();
        journal = open(0, Duration.ZERO);
    }

    protected final SqlJournal open(long bytesMax, Duration dedup) {
        return open(new JournalBounds(10_000, 1 << 20, 10, bytesMax, DAYS_30, dedup));
    }

    /** Makes a place in which there is no journal yet. */
    protected abstract void prepare() throws Exception;

    /** Opens the journal of this test. */
    protected abstract SqlJournal open(JournalBounds bounds);

    /** The same, where everything is written and acknowledged on that thread. */
    protected abstract SqlJournal open(JournalBounds bounds, CallersThread thread);

    protected abstract JournalOperations operations();

    /** Reads all that the journal has stored by now, and tells of a text whether it is to be read in that. */
    protected abstract Predicate<String> stored() throws Exception;

    @AfterEach
    void close() {
        journal.close();
    }

    @ParameterizedTest
    @EnumSource(value = RecordState.class, names = {"DEAD", "DELIVERED"})
    void whatIsDroppedWhileItIsSentAgainStaysSoThoughThatIsPurgedBefore(RecordState outcome) {
        isDeadAndItsBatchIsPurged("anna");
        try (JournalOperations operations = operations()) {
            operations.deadLetters().retry(Set.of(FIRST), ReplayRate.atOnce(clock.instant()));
            Page inHand = journal.requeued("lrs", 10);
            assertThat(operations.deadLetters().drop(Set.of(FIRST), "nobody needs it")).containsExactly(FIRST);
            journal.purge();

            settle("lrs", 1, 1, all(inHand, outcome));

            assertThat(journal.balances()).containsEntry("lrs", new Balance(1, 0, 0, 0, 1));
            isSound(operations);
        }
    }

    @Test
    void whatIsForgottenWhileItIsSentAgainStaysSoThoughThatIsPurgedBefore() throws Exception {
        isDeadAndItsBatchIsPurged("anna");
        try (JournalOperations operations = operations()) {
            operations.deadLetters().retry(Set.of(FIRST), ReplayRate.atOnce(clock.instant()));
            Page inHand = journal.requeued("lrs", 10);
            operations.erasure().forget(Person.named("anna"), "request 7", true);
            journal.purge();

            settle("lrs", 1, 1, all(inHand, RecordState.DEAD));

            assertThat("of anna").as("an answer").matches(stored().negate());
            assertThat(journal.balances()).containsEntry("lrs", new Balance(1, 0, 0, 0, 1));
            isSound(operations);
        }
    }

    @Test
    void whatIsForgottenOfAPageInHandStaysDroppedThoughItsBatchIsPurgedBefore() {
        List.of("anna", "ben", "cleo").forEach(learner -> append(completion(learner), "lrs"));
        Page inHand = journal.read("lrs", 0, 10);
        clock.turn(DAYS_30.plusHours(1));
        try (JournalOperations operations = operations()) {
            operations.erasure().forget(Person.named("ben"), "request 7", true);
            assertThat(journal.purge()).as("ben's batch").isEqualTo(1);

            settle("lrs", 0, 3, all(inHand, RecordState.DELIVERED));

            assertThat(journal.balances()).containsEntry("lrs", new Balance(3, 2, 0, 0, 1));
            assertThat(journal.purge()).isEqualTo(2);
            isSound(operations);
        }
    }

    @Test
    void whatIsDroppedAheadOfACursorThatStandsIsNoLongerToBeReadAnywhere() throws Exception {
        append(completion("anna"), "lrs");
        append(completion("dropped-ben"), "lrs");
        Page page = journal.read("lrs", 0, 10);
        settle("lrs", 0, 0, List.of(Settled.dead(page.entries().get(1), failure(page.entries().get(1).record()), false)));
        clock.turn(DAYS_30.plusHours(1));
        try (JournalOperations operations = operations()) {
            operations.deadLetters().drop(Set.of(new DeadLetterId(Content.RECORD, "lrs", 2)), "nobody needs it");
            assertThat("dropped-ben").matches(stored());

            assertThat(journal.purge()).as("anna is pending").isEqualTo(1);

            assertThat("dropped-ben").matches(stored().negate());
            assertThat("anna").matches(stored());
            assertThat(journal.read("lrs", 0, 10).entries()).hasSize(1);
            deliverAll("lrs");
            assertThat(journal.balances()).containsEntry("lrs", new Balance(2, 1, 0, 0, 1));
            isSound(operations);
        }
    }

    @Test
    void whatIsDroppedOfUnroutedEventsIsNoLongerToBeReadAnywhere() throws Exception {
        append(completion("anna-nowhere"), JournalWriter.UNROUTED);
        clock.turn(DAYS_30.plusHours(1));
        assertThat(journal.purge()).isEqualTo(1);
        try (JournalOperations operations = operations()) {
            operations.deadLetters().drop(Set.of(new DeadLetterId(Content.RECORD, JournalWriter.UNROUTED, 1)), "of no use");
        }

        journal.purge();

        assertThat("anna-nowhere").matches(stored().negate());
    }

    /** The purge finds it before an operator has it sent again, and is given its turn to write afterwards. */
    @Test
    void whatHasBecomeDeadAnewIsNotPurgedAsTooOld() {
        CallersThread thread = reopenedOnThisThread();
        append(completion("anna"), "lrs");
        append(completion("ben"), "lrs");
        settle("lrs", 0, 2, all(journal.read("lrs", 0, 10), RecordState.DEAD));
        clock.turn(DAYS_30.plusHours(1));
        try (JournalOperations operations = operations()) {
            thread.before(atTheSecondTurn(() -> {
                operations.deadLetters().retry(Set.of(FIRST), ReplayRate.atOnce(clock.instant()));
                operations.destinations().drop("lrs", "what was dead before is dead again");
            }));

            journal.purge();

            assertThat(journal.balances()).containsEntry("lrs", new Balance(2, 0, 0, 1, 1));
            assertThat(operations.deadLetters().get(FIRST).letter().state()).isEqualTo(RecordState.DEAD);
        }
    }

    @Test
    void aDifferingEventThatWasDecidedAboutSinceItWasFoundIsKept() {
        CallersThread thread = reopenedOnThisThread();
        append(completion("anna"), "lrs");
        append(completion("anna", BigDecimal.ONE), "lrs");
        clock.turn(DAYS_30.plusHours(1));
        DeadLetterId differing = new DeadLetterId(Content.DIFFERS, "mct", 1);
        try (JournalOperations operations = operations()) {
            thread.before(atTheSecondTurn(() -> operations.deadLetters().drop(Set.of(differing), "nobody needs it")));

            journal.purge();

            assertThat(operations.deadLetters().get(differing).letter().state()).isEqualTo(RecordState.DROPPED);
            clock.turn(DAYS_30.plusHours(1));
            journal.purge();
            assertThatThrownBy(() -> operations.deadLetters().get(differing)).hasMessageContaining("mct-differs-1");
        }
    }

    /** Keeps dead letters and differing events for 30 days. */
    private CallersThread reopenedOnThisThread() {
        journal.close();
        CallersThread thread = new CallersThread();
        journal = open(new JournalBounds(10_000, 1 << 20, 10, 0, Duration.ZERO, Duration.ZERO, Duration.ZERO,
                new LeftBounds(0, Duration.ZERO, DAYS_30)), thread);
        return thread;
    }

    /** Of a purge, whose first turn to write only measures the journal. */
    private static Runnable atTheSecondTurn(Runnable act) {
        AtomicInteger turns = new AtomicInteger();
        return () -> {
            if (turns.incrementAndGet() == 2) {
                act.run();
            }
        };
    }

    private void isDeadAndItsBatchIsPurged(String learner) {
        append(completion(learner), "lrs");
        settle("lrs", 0, 1, all(journal.read("lrs", 0, 10), RecordState.DEAD));
        clock.turn(DAYS_30.plusHours(1));
        assertThat(journal.purge()).isEqualTo(1);
    }

    private List<Settled> all(Page page, RecordState outcome) {
        return page.entries().stream().map(entry -> outcome == RecordState.DELIVERED ? Settled.delivered(entry, false)
                : Settled.dead(entry, failure(entry.record()), false)).toList();
    }

    private Failure failure(LearningRecord record) {
        String name = record.learner().id();
        return new Failure(FailureClass.REFUSED, clock.instant(), "no", 400, "of " + name, "of " + name, null, null, null);
    }

    private static void isSound(JournalOperations operations) {
        List<String> told = new ArrayList<>();
        assertThat(operations.records().verify(told::add).damaged()).as("%s", told).isZero();
    }

    protected final Appended append(LearningRecord record, String... destinations) {
        return journal.append(record, Set.of(destinations)).toCompletableFuture().join();
    }

    protected final void deliverAll(String destination) {
        for (long cursor = journal.state(destination).orElseThrow().cursor();;) {
            Page page = journal.read(destination, cursor, 1_000);
            if (page.entries().isEmpty()) {
                return;
            }
            settle(destination, cursor, page.upTo(), all(page, RecordState.DELIVERED));
            cursor = page.upTo();
        }
    }

    final void settle(String destination, long from, long to, List<Settled> settled) {
        Leased.settle(journal,
                new Settlement(destination, from, DestinationState.at(to), settled, Set.of(), Set.of(), false, Map.of())).join();
    }
}
