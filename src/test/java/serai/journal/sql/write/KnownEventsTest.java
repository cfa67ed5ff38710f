package serai.journal.sql.write;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.Appended;
import serai.journal.DeadLetterId;
import serai.journal.operations.JournalOperations;
import serai.journal.operations.ReplayRate;
import serai.journal.operations.ReplayRequest;
import serai.journal.sqlite.FastStore;
import serai.journal.sqlite.SqliteJournal;
import serai.model.Identity;
import serai.model.LearningRecord;
import serai.model.Mark;
import serai.testkit.Kept;
import serai.testkit.PrivateFolder;
import serai.testkit.Records;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.testkit.Records.completion;

class KnownEventsTest {

    private static final Clock CLOCK = Clock.fixed(Records.RECEIVED, ZoneOffset.UTC);
    private static final int MORE_THAN_ARE_KEPT_APART = 18_000;

    @TempDir
    private Path folder;
    private SqliteJournal journal;

    @BeforeEach
    void open() {
        journal = FastStore.open(folder.resolve("journal.db"), JournalBounds.DEFAULT, CLOCK);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    @Test
    void anEventIsKnownHoweverManyCameAfterIt() {
        List<LearningRecord> records = IntStream.range(0, MORE_THAN_ARE_KEPT_APART)
                .mapToObj(i -> completion("learner-" + i)).toList();

        assertThat(appendAll(records)).containsOnly(Appended.STORED);
        assertThat(appendAll(records)).containsOnly(Appended.DUPLICATE);

        close();
        open();
        assertThat(appendAll(records)).containsOnly(Appended.DUPLICATE);
    }

    @Test
    void anEventThatIsOlderThanAllIsNewOnce() {
        append(completion("anna"));
        close();
        open();
        LearningRecord older = Records.start("bert", Duration.ofDays(-1));

        assertThat(append(older)).isEqualTo(Appended.STORED);
        assertThat(append(older)).isEqualTo(Appended.DUPLICATE);
    }

    @Test
    void whatAnotherProcessHasLetInIsKnown() {
        LearningRecord changed = completion("anna", new BigDecimal("51"));
        append(completion("anna"));
        append(changed);
        try (JournalOperations operations = JournalOperations.open(folder.resolve("journal.db"), CLOCK)) {
            operations.deadLetters().retry(List.of(DeadLetterId.parse("mct-differs-1").orElseThrow()),
                    ReplayRate.atOnce(Records.RECEIVED));
        }

        LearningRecord letIn = changed.withId(Identity.ofUnknown(changed.source(), changed.raw()));
        assertThat(append(letIn)).isEqualTo(Appended.DUPLICATE);
        assertThat(append(completion("anna"))).isEqualTo(Appended.DUPLICATE);
    }

    /** What was sorted is in the table, what was not is in the newest batches; a crash leaves both as they are. */
    @Test
    void whatACrashHasLeftUnsortedIsReadFromTheBatches() throws Exception {
        List<LearningRecord> records = IntStream.range(0, MORE_THAN_ARE_KEPT_APART)
                .mapToObj(i -> completion("learner-" + i)).toList();
        appendAll(records);
        assertThat(number("SELECT count(*) FROM identity")).isBetween(1L, MORE_THAN_ARE_KEPT_APART - 1L);
        assertThat(number("SELECT count(*) FROM completion")).isEqualTo(number("SELECT count(*) FROM identity"));
        Path crashed = PrivateFolder.make(folder.resolve("crashed"));
        for (String name : List.of("journal.db", "journal.db-wal")) {
            Files.copy(folder.resolve(name), crashed.resolve(name));
        }

        try (SqliteJournal after = FastStore.open(crashed.resolve("journal.db"), JournalBounds.DEFAULT, CLOCK)) {
            assertThat(IntStream.range(0, 200).map(i -> i * 90).mapToObj(records::get))
                    .allMatch(record -> after.append(record, Set.of("lrs")).toCompletableFuture().join() == Appended.DUPLICATE);
            LearningRecord redrawn = Records.start("learner-" + (MORE_THAN_ARE_KEPT_APART - 1), Duration.ofSeconds(2));
            after.append(redrawn, Set.of("lrs")).toCompletableFuture().join();
            assertThat(after.traces(MORE_THAN_ARE_KEPT_APART, 1).get(0).record().marks()).containsExactly(Mark.REDRAW);
        }
    }

    /** A settlement, an operator's drop, a dry run: none of them makes the writer sort, or read anything again. */
    @Test
    void whatAnotherProcessWritesMakesNobodySort() throws Exception {
        append(completion("anna"));
        append(completion("anna", new BigDecimal("51")));
        try (JournalOperations operations = JournalOperations.open(folder.resolve("journal.db"), CLOCK)) {
            operations.deadLetters().drop(List.of(DeadLetterId.parse("mct-differs-1").orElseThrow()), "a test");
            operations.replay().rehearse(new ReplayRequest("archive", Records.RECEIVED, null, null, false),
                    ReplayRate.atOnce(Records.RECEIVED));
        }
        append(completion("ben"));

        assertThat(number("SELECT count(*) FROM identity") + number("SELECT count(*) FROM position")).isZero();
        assertThat(append(completion("anna"))).isEqualTo(Appended.DUPLICATE);
    }

    /** A number of a thousand digits can be written and not be read. No source lets one in; a route's own step may. */
    @Test
    void aCompletionThatCannotBeReadKeepsNoOtherEventOutAfterARestart() {
        append(completion("anna"));
        append(completion("bert", new BigDecimal("1e-2000")));
        append(completion("cleo"));
        close();
        open();

        assertThat(append(completion("dora"))).isEqualTo(Appended.STORED);
        assertThat(append(completion("anna"))).isEqualTo(Appended.DUPLICATE);
        assertThat(append(completion("bert", new BigDecimal("1e-2000")))).isEqualTo(Appended.DUPLICATE);
        assertThat(append(completion("cleo"))).isEqualTo(Appended.DUPLICATE);
    }

    private long number(String sql) throws SQLException {
        return Long.parseLong(new Kept(folder).rows("journal.db", sql).get(0));
    }

    private Appended append(LearningRecord record) {
        return journal.append(record, Set.of("lrs")).toCompletableFuture().join();
    }

    /** A thousand at once. */
    private List<Appended> appendAll(List<LearningRecord> records) {
        return IntStream.range(0, records.size() / 1_000).boxed().flatMap(thousand -> {
            List<CompletableFuture<Appended>> appends = records.subList(thousand * 1_000, (thousand + 1) * 1_000).stream()
                    .map(record -> journal.append(record, Set.of("lrs")).toCompletableFuture()).toList();
            return appends.stream().map(CompletableFuture::join);
        }).toList();
    }
}
