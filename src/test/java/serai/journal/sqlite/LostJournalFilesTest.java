package serai.journal.sqlite;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import serai.journal.JournalUnavailableException;
import serai.journal.sqlite.files.DataFolder;
import serai.journal.sqlite.files.FileWatchTest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static serai.testkit.Records.completion;

/** The journal's files are touched from outside while it is open. */
class LostJournalFilesTest extends JournalInFolder {

    /** A kill right after the log was deleted finds everything that was acknowledged in the database. */
    @ParameterizedTest
    @EnumSource
    void aLogThatIsLostIsNoticedBeforeTheNextAcknowledgementAndWhatItHeldIsSaved(FileWatchTest.Fate fate) throws Exception {
        append("ben");
        fate.befall(log, folder.resolve("elsewhere"));

        assertThatThrownBy(() -> append("cleo")).hasCauseInstanceOf(JournalUnavailableException.class)
                .hasMessageContaining(
                        "its log journal.db-wal was moved, deleted or replaced; its content was saved into the database: restart "
                                + "Serai");
        assertThatThrownBy(() -> journal.read("lrs", 0, 10)).hasMessageContaining("its log journal.db-wal");
        assertThat(journal.trouble()).contains("its log journal.db-wal");
        try (SqliteJournal next = open(killed("journal.db", "journal.note"))) {
            assertThat(learners(next)).containsExactly("anna", "ben");
        }
        journal.close();
        journal = open(file);
        assertThat(learners(journal)).containsExactly("anna", "ben");
        append("cleo");
    }

    @Test
    void aLogThatIsLostWhileNothingHappensIsNoticedWithinASecondOrTwo() throws Exception {
        Files.delete(log);

        await().atMost(30, SECONDS).ignoreExceptions().untilAsserted(() -> {
            try (SqliteJournal next = open(killed("journal.db", "journal.note"))) {
                assertThat(learners(next)).containsExactly("anna");
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void anIndexThatIsLostIsNoticedAndTheLogStays(FileWatchTest.Fate fate) throws Exception {
        fate.befall(folder.resolve("journal.db-shm"), folder.resolve("elsewhere"));

        await().atMost(30, SECONDS)
                .until(() -> String.valueOf(journal.trouble()).contains("journal.db-shm was moved, deleted or replaced"));
        assertThatThrownBy(() -> append("ben")).hasMessageContaining("journal.db-shm");
        journal.close();
        assertThat(log).isNotEmptyFile();
        try (SqliteJournal next = open(killed("journal.db", "journal.db-wal", "journal.note"))) {
            assertThat(learners(next)).containsExactly("anna");
        }
    }

    @Test
    void aLockThatIsLostIsNoticed() throws Exception {
        Path data = folder.resolve("data");
        try (DataFolder held = DataFolder.open(data); SqliteJournal locked = open(held.path().resolve("journal.db"))) {
            assertThat(locked.trouble()).isNull();
            Files.delete(data.resolve("serai.lock"));
            Files.createFile(data.resolve("serai.lock"));

            await().atMost(30, SECONDS)
                    .until(() -> String.valueOf(locked.trouble()).contains("serai.lock was moved, deleted or replaced"));
            assertThatThrownBy(() -> locked.append(completion("ben"), Set.of("lrs")).toCompletableFuture().join())
                    .hasMessageContaining("serai.lock");
        }
        open(data.resolve("journal.db")).close();
    }

    @Test
    void ofTwoThatHaveItOpenTheFirstAcknowledgesAndDeliversNothingMore() {
        try (SqliteJournal second = open(file)) {
            assertThatThrownBy(() -> append("ben")).hasCauseInstanceOf(JournalUnavailableException.class)
                    .hasMessageContaining("another process has opened it since");
            await().atMost(30, SECONDS).untilAsserted(() -> assertThatThrownBy(() -> journal.read("lrs", 0, 10))
                    .hasMessageContaining("another process has opened it since"));
            second.append(completion("ben"), Set.of("lrs")).toCompletableFuture().join();
            assertThat(learners(second)).containsExactly("anna", "ben");
        }
    }
}
