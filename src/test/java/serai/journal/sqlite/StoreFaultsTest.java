package serai.journal.sqlite;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import serai.journal.DeliveryTrace;
import serai.journal.JournalUnavailableException;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sqlite.files.DataFolder;
import serai.testkit.PrivateFolder;
import serai.testkit.Skipped;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static serai.testkit.Records.completion;

/** What the journal does when its disk, its files or other processes are in its way. */
class StoreFaultsTest {

    private static final int SECONDS_MAX = 30;

    @TempDir
    private static Path tools;
    private static Path library;
    @TempDir
    private Path folder;
    private Path data;
    private Path faults;

    @BeforeAll
    static void compileFaults() throws Exception {
        library = FaultyProcess.library(tools);
        if (library == null) {
            System.err.println("NO GCC: faults of the disk are not tested on this machine");
        }
    }

    @BeforeEach
    void makeFolders() throws IOException {
        data = folder.resolve("data");
        faults = PrivateFolder.make(folder.resolve("faults"));
    }

    private FaultyProcess start() throws IOException {
        Skipped.unless(library != null, "NO DISK OF THE JOURNAL HAS FAILED: that takes gcc");
        return FaultyProcess.start(library, data, faults);
    }

    @ParameterizedTest(name = "{0} answers errno {1}")
    @CsvSource({"write, 28, JournalFullException", "write, 5, JournalUnavailableException",
            "write, 30, JournalUnavailableException", "force, 5, JournalUnavailableException"})
    void refusesWhileTheDiskFailsAndRecoversByItself(String call, int number, String refusal) throws Exception {
        try (FaultyProcess process = start()) {
            assertThat(process.append("anna")).isEqualTo("STORED");
            process.fails(call, number);
            for (int i = 0; i < 3; i++) {
                assertThat(process.append("refused-" + i)).startsWith(refusal).contains("journal.db");
            }
            assertThat(process.pending()).containsExactly("anna");

            process.isMended();

            assertThat(process.append("ben")).isEqualTo("STORED");
            assertThat(process.append("anna")).isEqualTo("DUPLICATE");
            assertThat(process.append("refused-1")).as("sent again by its source").isEqualTo("STORED");
            assertThat(process.pending()).containsExactly("anna", "ben", "refused-1");
        }
        assertThat(learners(data)).containsExactly("anna", "ben", "refused-1");
    }

    @Test
    void whatAFailedForceHasLeftBehindIsOnTheDiskBeforeItIsAcknowledged() throws Exception {
        try (FaultyProcess process = start()) {
            assertThat(process.append("anna")).isEqualTo("STORED");
            process.fails("force", FaultyProcess.INPUT_OUTPUT);
            assertThat(process.append("doubtful")).startsWith("JournalUnavailableException");
            process.kill();
        }
        // The operating system shows what was written, though it was never forced. A start must force it, or fail.
        assertThatThrownBy(() -> FaultyProcess.start(library, data, faults)).isInstanceOf(IOException.class);
        Files.delete(faults.resolve("force"));
        try (FaultyProcess process = FaultyProcess.start(library, data, faults)) {
            assertThat(process.append("doubtful")).isIn("STORED", "DUPLICATE");
            assertThat(process.pending()).containsExactly("anna", "doubtful");
        }
    }

    @Test
    void aSecondProcessOnTheFolderIsRefusedInOneLine() throws Exception {
        try (FaultyProcess process = start()) {
            assertThat(process.append("anna")).isEqualTo("STORED");
            assertThatThrownBy(() -> DataFolder.open(data)).isInstanceOf(IOException.class)
                    .hasMessageStartingWith("the data folder %s is in use by another process".formatted(data))
                    .message().hasLineCount(1);
            process.kill();
            DataFolder.open(data).close();
        }
    }

    @Test
    void waitsForAnotherProcessesTransactionOnlySoLong() throws Exception {
        PrivateFolder.make(data);
        Path file = data.resolve("journal.db");
        try (SqliteJournal journal = new SqliteStore(file, SynchronousMode.FULL, Duration.ofMillis(200), Schema.CURRENT)
                .open(JournalBounds.DEFAULT, Clock.systemUTC())) {
            append(journal, "anna");
            try (var other = DriverManager.getConnection("jdbc:sqlite:" + file); var statement = other.createStatement()) {
                statement.execute("BEGIN IMMEDIATE");
                List<CompletableFuture<?>> appends = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    appends.add(journal.append(completion("refused-" + i), Set.of("lrs")).toCompletableFuture());
                }
                for (var append : appends) {
                    assertThatThrownBy(() -> append.get(SECONDS_MAX, TimeUnit.SECONDS))
                            .hasCauseInstanceOf(JournalUnavailableException.class).hasMessageContaining("locked");
                }
                assertThat(journal.trouble()).contains("journal.db can't be written to");
                assertThat(journal.read("lrs", 0, 10).entries()).as("it can still be read").hasSize(1);
                statement.execute("COMMIT");
            }
            append(journal, "ben");
            assertThat(journal.trouble()).isNull();
            assertThat(learners(journal)).containsExactly("anna", "ben");
        }
    }

    @Test
    void saysInOneLineWhatIsInItsPlace() throws IOException {
        PrivateFolder.make(data.resolve("journal.db"));
        assertThatThrownBy(() -> open(data.resolve("journal.db"))).isInstanceOf(JournalUnavailableException.class)
                .hasMessageContaining("journal.db can't be opened").hasMessageNotContaining("\n");
        Path text = Files.writeString(folder.resolve("text.db"), "This is a text that somebody has put here by mistake. "
                + "It is longer than the heading of a database, which is a hundred bytes.");
        assertThatThrownBy(() -> open(text)).isInstanceOf(JournalUnavailableException.class)
                .hasMessageContaining("text.db can't be opened").hasMessageNotContaining("\n");
        assertThat(text).content().startsWith("This is a text");
    }

    @Test
    void refusesADatabaseWithAPageInAnothersPlaceAndQuotesNothingOfIt() throws Exception {
        PrivateFolder.make(data);
        open(data.resolve("journal.db")).close();
        try (var other = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("journal.db"));
                var statement = other.createStatement()) {
            statement.execute("UPDATE flyway_schema_history SET type = 'Anna', checksum = 0");
        }
        assertThatThrownBy(() -> open(data.resolve("journal.db"))).isInstanceOf(JournalUnavailableException.class)
                .hasMessageContaining("journal.db can't be opened").hasStackTraceContaining("IllegalArgumentException")
                .satisfies(e -> assertThat(e.getMessage() + e.getCause()).doesNotContain("Anna"));
    }

    @Test
    void advisesABackupOnlyWhereOneHelps() throws Exception {
        PrivateFolder.make(data);
        Path file = data.resolve("journal.db");
        open(file).close();
        try (var other = DriverManager.getConnection("jdbc:sqlite:" + file); var statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            SqliteStore store = new SqliteStore(file, SynchronousMode.FULL, Duration.ofMillis(200), Schema.CURRENT);
            assertThatThrownBy(() -> store.open(JournalBounds.DEFAULT, Clock.systemUTC()))
                    .isInstanceOf(JournalUnavailableException.class).hasMessageContaining("journal.db can't be opened")
                    .hasMessageEndingWith("; end the process that has it locked, and restart Serai");
        }
        assertThat(SqliteStore.remedy(new IllegalStateException(new SQLiteException("full", SQLiteErrorCode.SQLITE_FULL))))
                .isEqualTo("make room on its disk, and restart Serai");
        open(file).close();
    }

    @Test
    void survivesATornLogUpToTheTear() throws Exception {
        PrivateFolder.make(data);
        Path file = data.resolve("journal.db");
        open(file).close(); // with the schema, and without a log
        List<Long> committed = new ArrayList<>();
        Path image = PrivateFolder.make(folder.resolve("image"));
        try (SqliteJournal journal = open(file)) {
            for (int i = 0; i < 60; i++) {
                append(journal, "learner-" + i);
                committed.add(Files.size(Path.of(file + "-wal")));
            }
            Files.copy(file, image.resolve("journal.db"));
            Files.copy(Path.of(file + "-wal"), image.resolve("journal.db-wal"));
        }
        assertThat(committed.get(59)).as("the log was not begun anew meanwhile").isGreaterThan(committed.get(0));
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < 15; i++) {
            long tear = (long) (random.nextDouble() * committed.get(59));
            Path torn = PrivateFolder.make(folder.resolve("torn-" + i)).resolve("journal.db");
            Files.copy(image.resolve("journal.db"), torn);
            Path log = Path.of(torn + "-wal");
            Files.copy(image.resolve("journal.db-wal"), log, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
                channel.truncate(tear);
            }
            try (SqliteJournal journal = open(torn)) {
                int whole = (int) committed.stream().filter(size -> size <= tear).count();
                List<String> learners = learners(journal);
                assertThat(learners).as("torn at %s, -Dseed=%s", tear, seed).hasSize(whole);
                for (int k = 0; k < whole; k++) {
                    assertThat(learners.get(k)).isEqualTo("learner-" + k);
                }
                append(journal, "after");
            }
        }
    }

    private static SqliteJournal open(Path file) {
        return SqliteStore.open(file, JournalBounds.DEFAULT, Clock.systemUTC());
    }

    private static void append(SqliteJournal journal, String learner) {
        try {
            journal.append(completion(learner), Set.of("lrs")).toCompletableFuture().join();
        } catch (CompletionException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> learners(Path data) {
        try (SqliteJournal journal = open(data.resolve("journal.db"))) {
            return learners(journal);
        }
    }

    private static List<String> learners(SqliteJournal journal) {
        return journal.traces(0, 1_000).stream().map(DeliveryTrace::record).map(record -> record.learner().id()).toList();
    }
}
