package serai.journal.sqlite.files;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import serai.journal.JournalUnavailableException;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sqlite.SqliteJournal;
import serai.journal.sqlite.SqliteStore;
import serai.testkit.Logged;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static serai.testkit.Records.completion;

/** Somebody moves the journal's file away, deletes it or puts another in its place while Serai runs. */
public class FileWatchTest {

    private static final String REASON = "its file was moved, deleted or replaced; put it back and restart Serai.";

    @TempDir
    private Path folder;
    private Path file;
    private SqliteJournal journal;

    @BeforeEach
    void open() {
        file = folder.resolve("journal.db");
        journal = SqliteStore.open(file, JournalBounds.DEFAULT, Clock.systemUTC());
        append("anna");
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private void append(String learner) {
        journal.append(completion(learner), Set.of("lrs")).toCompletableFuture().join();
    }

    /** What becomes of the file. */
    public enum Fate {
        MOVED, DELETED, REPLACED;

        public void befall(Path file, Path elsewhere) throws IOException {
            switch (this) {
                case MOVED -> Files.move(file, elsewhere);
                case DELETED -> Files.delete(file);
                case REPLACED -> {
                    Files.copy(file, elsewhere);
                    Files.delete(file);
                    Files.copy(elsewhere, file);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingMoreIsKeptInItNorReadFromItAndNoOtherIsMade(Fate fate) throws Exception {
        fate.befall(file, folder.resolve("elsewhere.db"));

        assertThatThrownBy(() -> append("ben")).hasCauseInstanceOf(JournalUnavailableException.class)
                .hasMessageContaining("journal.db can't be written to: " + REASON);
        assertThatThrownBy(() -> journal.read("lrs", 0, 10)).isInstanceOf(JournalUnavailableException.class)
                .hasMessageContaining("journal.db can't be read: " + REASON);
        assertThat(journal.trouble()).contains(REASON);
        assertThat(Files.exists(file)).isEqualTo(fate == Fate.REPLACED);
    }

    @Test
    void aJournalInWhichNothingHappensSaysSoInTheLogOnce() throws Exception {
        try (Logged logged = new Logged()) {
            Fate.MOVED.befall(file, folder.resolve("elsewhere.db"));

            await().atMost(30, SECONDS).until(() -> logged.lines().anyMatch(line -> line.contains(REASON)));
            assertThat(journal.trouble()).contains(REASON);
            assertThat(logged.lines().filter(line -> line.contains(REASON))).hasSize(1);
        }
    }

    @Test
    void itComesBackByANewStartOnlyWithEverythingThatWasAcknowledged() throws Exception {
        Fate.MOVED.befall(file, folder.resolve("elsewhere.db"));
        assertThat(journal.trouble()).contains(REASON);
        Files.move(folder.resolve("elsewhere.db"), file);
        assertThatThrownBy(() -> append("ben")).hasMessageContaining(REASON);

        journal.close();
        journal = SqliteStore.open(file, JournalBounds.DEFAULT, Clock.systemUTC());

        append("ben");
        assertThat(journal.read("lrs", 0, 10).entries()).extracting(entry -> entry.record().learner().id())
                .containsExactly("anna", "ben");
    }
}
