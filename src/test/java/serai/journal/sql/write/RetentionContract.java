package serai.journal.sql.write;

import org.junit.jupiter.api.Test;
import serai.journal.Appended;
import serai.journal.Balance;
import serai.journal.DeadLetterId;
import serai.journal.DeadLetterId.Content;
import serai.journal.DeliveryTrace;
import serai.journal.JournalWriter;
import serai.journal.RecordState;
import serai.journal.attempt.FailureClass;
import serai.journal.operations.JournalOperations;
import serai.journal.operations.ReplayRate;
import serai.journal.store.Failure;
import serai.journal.store.Page;
import serai.journal.store.PageEntry;
import serai.journal.store.Settlement.Settled;
import serai.model.LearningRecord;
import serai.model.trace.TraceContext;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.testkit.Records.completion;

/** What a journal keeps, for how long, and how much of it. */
public abstract class RetentionContract extends PurgeBesideContract {

    private static final int TOGETHER = 100;

    @Test
    void purgesOnlyWhatIsOldAndDelivered() {
        append(completion("anna"), "archive", "lrs");
        append(completion("ben"), "archive");
        deliverAll("archive");
        clock.turn(DAYS_30.plusHours(1));
        append(completion("cleo").withReceivedAt(clock.instant()), "archive");
        deliverAll("archive");

        assertThat(journal.purge()).as("anna is pending for the LRS, cleo is young").isEqualTo(1);
        assertThat(learners()).containsExactly("anna", "cleo");
        deliverAll("lrs");

        assertThat(journal.purge()).isEqualTo(1);
        assertThat(learners()).containsExactly("cleo");
        assertThat(journal.balances()).containsEntry("archive", new Balance(3, 3, 0, 0, 0))
                .containsEntry("lrs", new Balance(1, 1, 0, 0, 0));
    }

    /** A host's clock was ahead for a moment: more records than a purge looks at together are of that time. */
    @Test
    void purgesWhatIsOldBehindWhatWasReceivedInTheFuture() {
        clock.turn(Duration.ofDays(400));
        appendMany("astray-", 600);
        clock.turn(Duration.ofDays(-400));
        IntStream.range(0, 10).forEach(i -> append(completion("learner-" + i), "lrs"));
        deliverAll("lrs");
        clock.turn(DAYS_30.plusHours(1));

        assertThat(journal.purge()).isEqualTo(10);
        assertThat(learners()).hasSize(600).allMatch(learner -> learner.startsWith("astray-"));

        clock.turn(Duration.ofDays(400));
        assertThat(journal.purge()).isEqualTo(600);
    }

    @Test
    void whatIsPurgedIsNoLongerToBeReadAnywhere() throws Exception {
        List<String> names = IntStream.range(0, 200).mapToObj("purged-learner-%03d"::formatted).toList();
        names.forEach(name -> append(completion(name), "archive"));
        IntStream.range(0, 20)
                .forEach(i -> append(completion("kept-learner-" + i).withReceivedAt(clock.instant().plus(DAYS_30)), "archive"));
        deliverAll("archive");
        assertThat(names).as("before").allMatch(stored());
        clock.turn(DAYS_30.plusHours(1));

        assertThat(journal.purge()).isEqualTo(names.size());

        assertThat(names).noneMatch(stored());
        assertThat("kept-learner-7").matches(stored());
    }

    @Test
    void keepsWhatIsHeldOrDeadOrUnroutedBesideItsBatches() throws Exception {
        append(completion("held"), "lrs");
        TraceContext span = new TraceContext(1, 2, 3, (byte) 1, "vendor=1");
        journal.append(completion("dead"), Set.of("lrs"), span).toCompletableFuture().join();
        append(completion("fine"), "lrs");
        journal.append(completion("nowhere"), Set.of(JournalWriter.UNROUTED), span).toCompletableFuture().join();
        Page page = journal.read("lrs", 0, 10);
        Failure failure = new Failure(FailureClass.REFUSED, clock.instant(), "no", null, null, null, null, null);
        settle("lrs", 0, 3, List.of(
                new Settled(page.entries().get(0), RecordState.HELD, failure, clock.instant(), true, false),
                new Settled(page.entries().get(1), RecordState.DEAD, failure, null, true, false),
                new Settled(page.entries().get(2), RecordState.DELIVERED, null, null, false, false)));
        clock.turn(Duration.ofDays(400));

        assertThat(journal.purge()).isEqualTo(4);
        assertThat(learners()).as("in batches").isEmpty();
        assertThat(List.of("held", "dead", "nowhere")).allMatch(stored());
        assertThat("fine").matches(stored().negate());
        assertThat(journal.held("lrs"))
                .hasValueSatisfying(held -> assertThat(held.entry().record().learner().id()).isEqualTo("held"));
        try (JournalOperations operations = operations()) {
            DeadLetterId dead = new DeadLetterId(Content.RECORD, "lrs", 2);
            assertThat(operations.deadLetters().get(dead).record()).contains("dead");
            assertThat(operations.deadLetters().retry(Set.of(dead), ReplayRate.atOnce(clock.instant()))).containsExactly(dead);
            assertThat(operations.unrouted().reroute(record -> Set.of("lrs"), true).sent()).isEqualTo(1);
        }
        assertThat(journal.requeued("lrs", 10).entries()).extracting(entry -> entry.record().learner().id())
                .containsExactly("dead", "nowhere");
        assertThat(journal.requeued("lrs", 10).entries()).extracting(PageEntry::trace).containsExactly(span, span);
    }

    @Test
    void whatIsDecidedAboutAfterItsBatchWasPurgedIsPurgedThoughNothingElseIs() throws Exception {
        appendMany("dead-learner-", 600);
        Failure failure = new Failure(FailureClass.REFUSED, clock.instant(), "no", null, null, null, null, null);
        settle("lrs", 0, 600, journal.read("lrs", 0, 600).entries().stream()
                .map(entry -> new Settled(entry, RecordState.DEAD, failure, null, true, false)).toList());
        clock.turn(Duration.ofDays(400));
        assertThat(journal.purge()).isEqualTo(600);
        try (JournalOperations operations = operations()) {
            operations.deadLetters().drop(LongStream.rangeClosed(1, 599)
                    .mapToObj(seq -> new DeadLetterId(Content.RECORD, "lrs", seq)).toList(), "nobody needs it");
        }

        journal.purge();

        Predicate<String> stored = stored();
        assertThat(IntStream.of(0, 1, 300, 598).mapToObj("dead-learner-%s\""::formatted)).noneMatch(stored);
        assertThat("dead-learner-599\"").as("open").matches(stored);
        assertThat("nobody needs it").as("in the audit log").matches(stored);
        assertThat(journal.balances()).containsEntry("lrs", new Balance(600, 0, 0, 1, 599));
    }

    @Test
    void knowsWhatItHasPurged() {
        append(completion("anna"), "lrs");
        deliverAll("lrs");
        clock.turn(Duration.ofDays(400));
        journal.purge();

        assertThat(append(completion("anna"), "lrs")).isEqualTo(Appended.DUPLICATE);
    }

    @Test
    void forgetsIdentitiesOnlyWhereThatIsSet() {
        appendMany("learner-", 2_500);
        deliverAll("lrs");
        journal.close();
        journal = open(0, Duration.ofDays(60));
        clock.turn(Duration.ofDays(59));
        append(completion("young").withReceivedAt(clock.instant()), "lrs");
        journal.purge();
        assertThat(append(completion("learner-7"), "lrs")).isEqualTo(Appended.DUPLICATE);

        clock.turn(Duration.ofDays(3));
        journal.purge();

        assertThat(append(completion("learner-7"), "lrs")).isEqualTo(Appended.STORED);
        assertThat(append(completion("young").withReceivedAt(clock.instant()), "lrs")).isEqualTo(Appended.DUPLICATE);
    }

    @Test
    void goesOnAfterItWasEmptiedAndGivesNoNumberTwice() {
        appendMany("learner-", 2_000);
        deliverAll("lrs");
        clock.turn(Duration.ofDays(31));
        assertThat(journal.purge()).isEqualTo(2_000);
        assertThat(learners()).isEmpty();
        journal.close();
        journal = open(0, Duration.ZERO);

        append(completion("next"), "lrs");

        assertThat(journal.read("lrs", 2_000, 10).entries()).extracting(entry -> entry.seq()).containsExactly(2_001L);
        deliverAll("lrs");
        assertThat(journal.balances()).containsEntry("lrs", new Balance(2_001, 2_001, 0, 0, 0));
    }

    protected final boolean submit(LearningRecord record, String destination) {
        return !journal.append(record, Set.of(destination)).toCompletableFuture().handle((stored, e) -> e != null).join();
    }

    /** For the LRS, a hundred a commit. */
    protected final void appendMany(String learners, int count) {
        for (int first = 0; first < count; first += TOGETHER) {
            IntStream.range(first, first + TOGETHER)
                    .mapToObj(i -> completion(learners + i).withReceivedAt(clock.instant()))
                    .map(record -> journal.append(record, Set.of("lrs")).toCompletableFuture()).toList()
                    .forEach(CompletableFuture::join);
        }
    }

    private List<String> learners() {
        return journal.traces(0, 10_000).stream().map(DeliveryTrace::record).map(record -> record.learner().id()).toList();
    }
}
