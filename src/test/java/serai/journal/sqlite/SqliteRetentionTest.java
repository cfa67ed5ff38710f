package serai.journal.sqlite;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteConfig.SynchronousMode;
import serai.journal.Appended;
import serai.journal.JournalFullException;
import serai.journal.operations.JournalOperations;
import serai.journal.sql.SqlJournal;
import serai.journal.sql.query.ColumnCodec;
import serai.journal.sql.query.SqlFailure;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sql.write.RetentionContract;
import serai.testkit.CallersThread;
import serai.testkit.Kept;
import serai.threads.SupervisedThread;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static serai.testkit.Records.completion;

/** What a journal in SQLite keeps. It leaves what was deleted where it stood, until something else is written there. */
class SqliteRetentionTest extends RetentionContract {

    @TempDir
    private Path folder;

    @Override
    protected void prepare() {
        // A file in the folder is one.
    }

    @Override
    protected SqlJournal open(JournalBounds bounds) {
        return SqliteStore.open(folder.resolve("journal.db"), bounds, clock);
    }

    @Override
    protected SqlJournal open(JournalBounds bounds, CallersThread thread) {
        return FastStore.open(folder.resolve("journal.db"), bounds, clock, thread);
    }

    @Override
    protected JournalOperations operations() {
        return JournalOperations.open(folder.resolve("journal.db"), clock);
    }

    @Override
    protected Predicate<String> stored() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<String> contents = files.map(SqliteRetentionTest::content).toList();
            return text -> contents.stream().anyMatch(content -> content.contains(text));
        }
    }

    private static String content(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** They come one with each write of the purge, and are in memory only. */
    @Test
    void eventsThatComeMeanwhileMakeNoFurtherRunsOfTheIndexOfLearners() throws Exception {
        appendMany("learner-", 3_000);
        CallersThread writer = reopened(Duration.ofDays(60));
        clock.turn(Duration.ofDays(61));
        List<CompletableFuture<Appended>> appends = new ArrayList<>();
        writer.before(() -> appends.add(journal.append(completion("young-" + appends.size()).withReceivedAt(clock.instant()),
                Set.of("lrs")).toCompletableFuture()));

        journal.purge();

        writer.before(() -> {});
        assertThat(appends).hasSizeGreaterThan(3).allMatch(append -> append.join() == Appended.STORED);
        assertThat(rows("SELECT count(*) FROM identity WHERE received_day < " + ColumnCodec.day(clock.instant()))).isEqualTo("0");
        assertThat(rows("SELECT count(*) FROM learner_run")).isEqualTo("1");
    }

    /** What its row says is damaged: of a time in the future, and many more records than there are. */
    @ParameterizedTest
    @ValueSource(strings = {"received_to = received_to + (1 << 60)", "count = count + (1 << 33)"})
    void aLargeBatchWhoseRowIsDamagedIsPurgedAndTheRestInFurtherRanges(String damage) throws Exception {
        CallersThread writer = reopened(Duration.ZERO);
        writer.hold();
        List<CompletableFuture<Appended>> appends = IntStream.range(0, 600).mapToObj(i -> completion("together-" + i))
                .map(record -> journal.append(record, Set.of("lrs")).toCompletableFuture()).toList();
        writer.goOn();
        appends.forEach(CompletableFuture::join);
        appendMany("learner-", 600);
        deliverAll("lrs");
        clock.turn(Duration.ofDays(31));
        change("UPDATE record_batch SET %s WHERE base_seq = 1".formatted(damage));
        AtomicInteger writes = new AtomicInteger();
        writer.before(writes::incrementAndGet);

        assertThat(journal.purge()).isEqualTo(1_200);
        assertThat(writes).as("the journal is measured, then three ranges are purged").hasValueGreaterThanOrEqualTo(4);
    }

    /** The journal of this test, written by a thread that a test has hold of. */
    private CallersThread reopened(Duration dedup) {
        journal.close();
        CallersThread writer = new CallersThread();
        journal = new SqliteStore(folder.resolve("journal.db"), SynchronousMode.OFF, SqlFailure.BUSY_WAIT_MAX, Schema.CURRENT)
                .open(new JournalBounds(10_000, 1 << 20, 10, 0, dedup.isZero() ? Duration.ofDays(30) : Duration.ZERO, dedup), clock,
                        name -> name.equals("journal-writer") ? writer : SupervisedThread.tasks(name));
        return writer;
    }

    private String rows(String sql) throws SQLException {
        return String.join("|", new Kept(folder).rows("journal.db", sql));
    }

    private void change(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
                var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isEqualTo(1);
        }
    }

    @Test
    void takesNoMoreWhenItIsFullUntilAPurgeMakesRoom() {
        journal.close();
        journal = open(1_000_000, Duration.ZERO);
        int stored = 0;
        while (submit(completion("learner-" + stored), "lrs")) {
            stored++;
        }

        assertThatThrownBy(() -> append(completion("more"), "lrs")).hasCauseInstanceOf(JournalFullException.class)
                .hasMessageContaining("serai.journal.max.bytes");
        assertThat(journal.balances().get("lrs").routed()).isEqualTo(stored);
        deliverAll("lrs"); // settling needs no room
        assertThatThrownBy(() -> append(completion("more"), "lrs")).hasCauseInstanceOf(JournalFullException.class);
        journal.close();
        journal = open(1_000_000, Duration.ZERO);
        clock.turn(Duration.ofDays(31));
        journal.purge();
        assertThat(append(completion("more"), "lrs")).isEqualTo(Appended.STORED);
    }
}
