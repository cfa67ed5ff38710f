package serai.journal.sql.write;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.Appended;
import serai.journal.DestinationState;
import serai.journal.Inbox;
import serai.journal.RecordState;
import serai.journal.operations.JournalOperations;
import serai.journal.sqlite.SqliteJournal;
import serai.journal.sqlite.SqliteStore;
import serai.journal.store.Page;
import serai.journal.store.PageEntry;
import serai.journal.store.Settlement;
import serai.journal.store.Settlement.Settled;
import serai.model.LearningRecord;
import serai.model.Mark;
import serai.testkit.Records;
import serai.testkit.SettableClock;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static serai.testkit.Records.completion;
import static serai.testkit.Records.start;

/** Course starts that the platform sends again when it redraws a page, told from real ones. */
class RedrawDetectorTest {

    private static final Duration WINDOW = Duration.ofHours(24);
    private static final Duration BEFORE = Duration.ofMinutes(-30);
    private static final Duration SOON = Duration.ofSeconds(2);

    @TempDir
    private Path folder;
    private final SettableClock clock = new SettableClock(Records.RECEIVED);
    private SqliteJournal journal;

    @BeforeEach
    void open() {
        open(WINDOW);
    }

    private void open(Duration window) {
        journal = SqliteStore.open(folder.resolve("journal.db"), new JournalBounds(10_000, 8 << 20, 10, 0,
                Duration.ofDays(30), Duration.ZERO, window), clock);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    @Test
    void aStartAfterTheCompletionIsMarkedAndOneBeforeItIsNot() {
        append(start("anna", BEFORE), completion("anna"), start("anna", SOON), start("anna", Duration.ofSeconds(10)));

        assertThat(redrawn()).containsExactly(false, false, true, true);
        assertThat(journal.read("lrs", 0, 10).entries()).extracting(PageEntry::record)
                .extracting(record -> record.marks().contains(Mark.REDRAW)).containsExactly(false, false, true, true);
    }

    @Test
    void theTimesOfTheEventsDecideNotTheirOrder() {
        append(completion("anna"), start("anna", SOON), start("anna", BEFORE), start("anna", Duration.ZERO));

        assertThat(redrawn()).containsExactly(false, true, false, false);
    }

    @Test
    void aStartThatComesBeforeItsCompletionCannotBeTold() {
        append(start("anna", SOON), completion("anna"));

        assertThat(redrawn()).containsExactly(false, false);
    }

    @Test
    void aSecondStartAfterTheWindowIsReal() {
        append(completion("anna"), start("anna", WINDOW), start("anna", WINDOW.plusMillis(1)));

        assertThat(redrawn()).containsExactly(false, true, false);
    }

    @Test
    void anotherLearnersOrCoursesStartIsReal() {
        LearningRecord other = start("anna", SOON);
        append(completion("anna"), start("ben", SOON), new LearningRecord(1, other.id(), "mct-west", other.platform(),
                other.type(), other.platformType(), other.occurredAt(), other.occurredAsSent(), other.receivedAt(),
                other.learner(), other.activity(), null, Set.of(), other.raw()));

        assertThat(redrawn()).containsExactly(false, false, false);
    }

    @Test
    void remembersTheCompletionAfterARestartAndAPurge() {
        append(completion("anna"));
        journal.close();
        open();
        append(start("anna", SOON));
        assertThat(redrawn()).containsExactly(false, true);

        Page page = journal.read("lrs", 0, 10);
        List<Settled> delivered = page.entries().stream()
                .map(entry -> new Settled(entry, RecordState.DELIVERED, null, null, false, false)).toList();
        journal.settle(new Settlement("lrs", 0, DestinationState.at(page.upTo()), delivered, Set.of(), Set.of(), false, Map.of()))
                .toCompletableFuture().join();
        clock.turn(Duration.ofDays(400));
        assertThat(journal.purge()).isEqualTo(2);

        append(start("anna", SOON.plusSeconds(1)));
        assertThat(redrawn()).containsExactly(true);
    }

    @Test
    void isToldOfACompletionThatAnotherProcessHasNoted() {
        append(completion("anna"));
        try (JournalOperations command = JournalOperations.open(folder.resolve("journal.db"), clock)) {
            Inbox inbox = command.inbox(0, WINDOW);
            inbox.append(completion("ben"), Set.of("lrs")).toCompletableFuture().join();
            inbox.append(start("anna", SOON), Set.of("lrs")).toCompletableFuture().join();
        }

        append(start("ben", SOON));

        assertThat(redrawn()).containsExactly(false, false, true, true);
    }

    @Test
    void isToldHoweverManyHaveCompletedSince() {
        append(IntStream.range(0, 8_200).mapToObj(i -> completion("learner-" + i)).toArray(LearningRecord[]::new));

        append(start("learner-0", SOON), start("learner-8199", SOON), start("nobody", SOON));

        assertThat(journal.read("lrs", 8_200, 10).entries()).extracting(entry -> entry.record().marks().contains(Mark.REDRAW))
                .containsExactly(true, true, false);
    }

    @Test
    void isToldWithinOneCommit() {
        List<LearningRecord> records = IntStream.range(0, 500).mapToObj(Integer::toString)
                .flatMap(learner -> Stream.of(completion(learner), start(learner, SOON))).toList();

        append(records.toArray(LearningRecord[]::new));

        Map<String, Long> marked = journal.read("lrs", 0, 10_000).entries().stream().map(PageEntry::record)
                .collect(toMap(LearningRecord::type, record -> record.marks().contains(Mark.REDRAW) ? 1L : 0, Long::sum));
        assertThat(marked).isEqualTo(Map.of("COURSE_COMPLETED", 0L, "COURSE_STARTED", 500L));
    }

    @Test
    void duplicatesOfWhatIsMarkedAreDuplicates() {
        append(completion("anna"), start("anna", SOON));

        assertThat(append(start("anna", SOON), completion("anna"))).containsOnly(Appended.DUPLICATE);

        append(start("anna", SOON.plusSeconds(1)));
        assertThat(redrawn()).containsExactly(false, true, true);
    }

    @Test
    void aDuplicateOfAStartThatCameTooEarlyChangesNothing() {
        append(start("anna", SOON), completion("anna"));

        assertThat(append(start("anna", SOON))).containsExactly(Appended.DUPLICATE);
        assertThat(redrawn()).containsExactly(false, false);
    }

    @Test
    void withoutAWindowNothingIsMarked() {
        journal.close();
        open(Duration.ZERO);

        append(completion("anna"), start("anna", SOON));

        assertThat(redrawn()).containsExactly(false, false);
    }

    private List<Appended> append(LearningRecord... records) {
        List<CompletableFuture<Appended>> appends = Stream.of(records)
                .map(record -> journal.append(record, Set.of("lrs"))).map(CompletionStage::toCompletableFuture).toList();
        return appends.stream().map(CompletableFuture::join).toList();
    }

    /** For each record in the order of the appends, whether it is marked. */
    private List<Boolean> redrawn() {
        return journal.traces(0, 1_000).stream().map(where -> where.record().marks().contains(Mark.REDRAW)).toList();
    }
}
