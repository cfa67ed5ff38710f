package serai.journal.sqlite;

import org.junit.jupiter.api.Test;
import org.sqlite.SQLiteConfig.SynchronousMode;
import serai.journal.JournalReport;
import serai.journal.JournalUnavailableException;
import serai.journal.operations.JournalOperations;
import serai.journal.sql.query.SqlFailure;
import serai.journal.sql.write.JournalBounds;
import serai.testkit.PrivateFolder;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The journal's files are touched from outside between one start and the next. */
class JournalFilesTest extends JournalInFolder {

    @Test
    void aJournalThatWasKilledIsNotBegunWithoutItsLog() throws Exception {
        Path killed = killed("journal.db", "journal.note");

        assertThatThrownBy(() -> open(killed)).isInstanceOf(JournalUnavailableException.class)
                .hasMessageContaining("has lost its log: journal.db-wal is missing").hasMessageContaining("./serai restore")
                .hasMessageContaining("delete journal.note").message().hasLineCount(1);
        assertThatThrownBy(() -> JournalOperations.open(killed, clock)).hasMessageContaining("has lost its log");
        assertThatThrownBy(() -> new JournalBackup(killed).writeTo(folder.resolve("b.db")))
                .hasMessageContaining("has lost its log");

        Files.copy(log, Path.of(killed + "-wal"));
        try (SqliteJournal next = open(killed)) {
            assertThat(learners(next)).containsExactly("anna");
            assertThat(next.remembered("lrs")).doesNotContainKey(JournalReport.RESTORED);
        }
    }

    @Test
    void whoeverDeletesTheNoteTakesTheJournalAsItStandsAndItCountsAsRestored() throws Exception {
        journal.close();
        Files.delete(folder.resolve("journal.note"));

        journal = open(file);

        assertThat(journal.remembered("lrs")).containsKey(JournalReport.RESTORED);
        assertThat(learners(journal)).containsExactly("anna");
    }

    @Test
    void aLogWithoutItsDatabaseIsRefusedAndKept() throws Exception {
        Path killed = killed("journal.db-wal", "journal.note");
        for (boolean empty : List.of(false, true)) {
            if (empty) {
                Files.createFile(killed);
            }
            assertThatThrownBy(() -> open(killed)).isInstanceOf(JournalUnavailableException.class)
                    .hasMessageContaining("is missing or empty, but its log journal.db-wal exists")
                    .hasMessageContaining("./serai restore");
            assertThatThrownBy(() -> JournalOperations.open(killed, clock)).hasMessageContaining("is missing or empty");
            Files.deleteIfExists(JournalReference.file(killed)); // the log alone is enough
        }
        assertThat(Path.of(killed + "-wal")).hasSameBinaryContentAs(log);
    }

    @Test
    void aJournalThatIsGoneIsNotBegunAnewUnlessTheNoteIsGoneToo() throws Exception {
        journal.close();
        Files.delete(file);
        assertThatThrownBy(() -> open(file)).isInstanceOf(JournalUnavailableException.class)
                .hasMessageContaining("is missing or empty, but journal.note says that a journal was here");
        Files.createFile(file);
        assertThatThrownBy(() -> open(file)).hasMessageContaining("is missing or empty, but journal.note");
        assertThat(file).isEmptyFile();

        Files.delete(folder.resolve("journal.note"));
        journal = open(file);
        assertThat(learners(journal)).isEmpty();
    }

    @Test
    void anotherJournalAndAnOlderOneAreRefused() throws Exception {
        journal.close();
        Path older = Files.copy(file, folder.resolve("older"));
        open(file).close();
        Files.delete(file);
        Files.copy(older, file);
        assertThatThrownBy(() -> open(file)).isInstanceOf(JournalUnavailableException.class)
                .hasMessageContaining("is older than the journal that was here").hasMessageContaining("./serai restore");

        Path other = PrivateFolder.make(folder.resolve("other")).resolve("journal.db");
        open(other).close();
        Files.delete(file);
        Files.copy(other, file);
        assertThatThrownBy(() -> open(file)).hasMessageContaining("is not the journal that was here");
    }

    @Test
    void anOlderLogBesideTheJournalIsRefusedAndNotMovedIntoIt() throws Exception {
        Path older = Files.copy(log, folder.resolve("older-wal"));
        append("ben");
        journal.close();
        Files.copy(older, log);
        byte[] before = Files.readAllBytes(file);

        assertThatThrownBy(() -> open(file)).isInstanceOf(JournalUnavailableException.class).hasMessageContaining("older");

        assertThat(file).hasBinaryContent(before);
        Files.delete(log);
        Files.deleteIfExists(folder.resolve("journal.db-shm"));
    }

    /** Whoever opens a journal after a crash moves its log into it when they close it: the next start must not miss it. */
    @Test
    void operatorsBackupsAndARefusedRestoreMoveTheLogOfAKilledJournalWithoutHarm() throws Exception {
        Path backup = folder.resolve("backup.db");
        Path killed = killed("journal.db", "journal.db-wal", "journal.note");
        JournalOperations.open(killed, clock).close();
        assertThat(Path.of(killed + "-wal")).doesNotExist();
        assertStands(killed);

        Path backedUp = killed("journal.db", "journal.db-wal", "journal.note");
        new JournalBackup(backedUp).writeTo(backup);
        assertStands(backedUp);

        Path notRestored = killed("journal.db", "journal.db-wal", "journal.note");
        assertThatThrownBy(() -> new JournalRestore(notRestored, clock).from(backup, false)).hasMessageContaining("--replace");
        assertStands(notRestored);
    }

    private void assertStands(Path killed) {
        try (SqliteJournal next = open(killed)) {
            assertThat(learners(next)).containsExactly("anna");
            assertThat(next.remembered("lrs")).doesNotContainKey(JournalReport.RESTORED);
        }
    }

    @Test
    void anOperatorBesideTheOneThatDeliversChangesNothingOfWhoseItIs() {
        JournalOperations.open(file, clock).close();

        append("ben");
        assertThat(journal.trouble()).isNull();
    }

    @Test
    void aBackupThatWasPutInItsPlaceByHandCountsAsRestored() throws Exception {
        Path backup = folder.resolve("backup.db");
        new JournalBackup(file).writeTo(backup);
        append("ben");
        byte[] leftLog = Files.readAllBytes(log);
        journal.close();
        Files.delete(file);
        Files.copy(backup, file);
        Files.write(log, leftLog);
        assertThatThrownBy(() -> open(file)).isInstanceOf(JournalUnavailableException.class)
                .hasMessageContaining("journal.db is a backup, and journal.db-wal beside it is another journal's log");
        Files.delete(log);

        journal = open(file);

        assertThat(journal.remembered("lrs")).containsKey(JournalReport.RESTORED);
        assertThat(learners(journal)).containsExactly("anna");
        String first = journal.remembered("lrs").get(JournalReport.RESTORED);
        journal.close();
        journal = open(file);
        assertThat(journal.remembered("lrs")).as("told once").containsEntry(JournalReport.RESTORED, first);
    }

    @Test
    void aRestoredJournalIsTheFoldersFromThenOn() throws Exception {
        Path backup = folder.resolve("backup.db");
        new JournalBackup(file).writeTo(backup);
        append("ben");
        journal.close();
        new JournalRestore(file, clock).from(backup, true);

        journal = open(file);
        String told = journal.remembered("lrs").get(JournalReport.RESTORED);
        assertThat(told).isEqualTo(Generation.moment(clock));
        journal.close();
        clock.turn(java.time.Duration.ofHours(1));
        journal = open(file);
        assertThat(journal.remembered("lrs")).containsEntry(JournalReport.RESTORED, told);
    }

    @Test
    void aJournalOfBeforeThereWereNotesIsTakenAsItIs() throws Exception {
        journal.close();
        Files.delete(folder.resolve("journal.note"));
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file); var statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM fixed WHERE name = 'generation'");
        }

        journal = open(file);

        assertThat(journal.remembered("lrs")).doesNotContainKey(JournalReport.RESTORED);
        assertThat(folder.resolve("journal.note")).content().contains("journal=" + journal.identity());
    }

    /** Its log was moved into the database, and the folder has to know that. */
    @Test
    void aStartThatFailsAtItsEndIsNoReasonToRefuseTheNextOne() {
        journal.close();
        SqliteStore store = new SqliteStore(file, SynchronousMode.FULL, SqlFailure.BUSY_WAIT_MAX, Schema.CURRENT);
        assertThatThrownBy(() -> store.open(JournalBounds.DEFAULT, clock, name -> {
            throw new JournalUnavailableException("no thread", null);
        })).hasMessage("no thread");

        journal = open(file);

        assertThat(learners(journal)).containsExactly("anna");
    }

    @Test
    void aNoteThatCannotBeReadIsSaid() throws Exception {
        journal.close();
        Files.writeString(folder.resolve("journal.note"), "generation=x");

        assertThatThrownBy(() -> open(file)).isInstanceOf(JournalUnavailableException.class)
                .hasMessageContaining("journal.note").hasMessageContaining("can't be read").message().hasLineCount(1);
        Files.delete(folder.resolve("journal.note"));
    }
}
