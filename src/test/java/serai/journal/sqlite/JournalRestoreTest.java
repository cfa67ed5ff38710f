package serai.journal.sqlite;

import org.junit.jupiter.api.Test;
import org.sqlite.SQLiteConfig.SynchronousMode;
import serai.journal.Appended;
import serai.journal.DestinationState;
import serai.journal.JournalReport;
import serai.journal.JournalUnavailableException;
import serai.journal.operations.JournalOperations;
import serai.journal.sql.query.SqlFailure;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sqlite.JournalRestore.Restored;
import serai.journal.store.Settlement;
import serai.testkit.PrivateFolder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Where a backup is restored, what becomes of the journal that was there, and which one is refused. */
class JournalRestoreTest extends JournalWithBackup {

    /** A version of Serai that has one migration more. */
    private static final Schema LATER = new Schema("1000 of the future",
            List.of(Schema.CURRENT.locations().get(0), "classpath:serai/journal/later"));

    @Test
    void isRestoredOnlyIntoAnEmptyJournalUnlessToldOtherwise() throws IOException {
        append("anna");
        new JournalBackup(file).writeTo(backup);
        append("ben");
        journal.close();

        assertThatThrownBy(() -> new JournalRestore(file, clock).from(backup, false))
                .hasMessageContaining("contains records").hasMessageContaining("--replace");
        Restored restored = new JournalRestore(file, clock).from(backup, true);

        assertThat(restored.records()).isEqualTo(1);
        try (SqliteJournal kept = SqliteStore.open(restored.kept(), JournalBounds.DEFAULT, clock)) {
            assertThat(learners(kept)).containsExactly("anna", "ben");
        }
        open();
        assertThat(learners(journal)).containsExactly("anna");
    }

    @Test
    void isRestoredWhereThereIsNothing() throws IOException {
        append("anna");
        new JournalBackup(file).writeTo(backup);
        Path elsewhere = PrivateFolder.make(folder.resolve("elsewhere")).resolve("journal.db");

        assertThat(new JournalRestore(elsewhere, clock).from(backup, false)).isEqualTo(new Restored(1, null));
        try (SqliteJournal restored = SqliteStore.open(elsewhere, JournalBounds.DEFAULT, clock)) {
            assertThat(learners(restored)).containsExactly("anna");
        }
        try (var left = Files.list(elsewhere.getParent())) {
            assertThat(left.map(path -> path.getFileName().toString())).containsExactlyInAnyOrder("journal.db", "journal.note");
        }
    }

    @Test
    void keepsAJournalThatCannotBeReadBesideTheRestoredOne() throws IOException {
        append("anna");
        new JournalBackup(file).writeTo(backup);
        journal.close();
        Files.writeString(file, "not a database, but perhaps somebody can save something of it");

        assertThatThrownBy(() -> new JournalRestore(file, clock).from(backup, false)).hasMessageContaining("--replace");
        Restored restored = new JournalRestore(file, clock).from(backup, true);

        assertThat(restored.kept()).content().startsWith("not a database");
        open();
        assertThat(learners(journal)).containsExactly("anna");
    }

    @Test
    void tellsDestinationsThatTheJournalWasRestored() throws IOException {
        append("anna");
        assertThat(journal.remembered("lrs")).doesNotContainKey(JournalReport.RESTORED);
        new JournalBackup(file).writeTo(backup);
        journal.close();
        new JournalRestore(file, clock).from(backup, true);
        open();
        String first = journal.remembered("lrs").get(JournalReport.RESTORED);
        assertThat(journal.remembered("born-later")).containsEntry(JournalReport.RESTORED, first);
        journal.close();
        clock.turn(Duration.ofMillis(1));
        new JournalRestore(file, clock).from(backup, true);
        open();

        assertThat(journal.remembered("lrs").get(JournalReport.RESTORED)).isGreaterThan(first);
    }

    /** What was given to a route since the backup nobody knows, so that everything in it may come again. */
    @Test
    void afterARestoreEveryRecordCountsAsPerhapsGivenBefore() throws Exception {
        append("anna");
        append("bena");
        journal.settle(new Settlement("lrs", 0, DestinationState.at(0), List.of(), Set.of(), Set.of(), false, Map.of())
                .within(new Settlement.Horizon(1, 0))).toCompletableFuture().get();
        assertThat(journal.givenUpTo("lrs")).isEqualTo(1);
        new JournalBackup(file).writeTo(backup);
        journal.close();

        new JournalRestore(file, clock).from(backup, true);

        open();
        assertThat(journal.givenUpTo("lrs")).isEqualTo(2);
    }

    @Test
    void isRefusedWhereItIsNoneOrDamagedOrNewer() throws Exception {
        append("anna");
        new JournalBackup(file).writeTo(backup);
        Path text = Files.writeString(folder.resolve("text"), "hello, this is longer than a hundred bytes so that it could "
                + "be taken for the heading of a database, but is none");
        Path other = folder.resolve("other.db");
        execute(other, "CREATE TABLE something (x)");
        Path newer = Files.copy(backup, folder.resolve("newer.db"));
        execute(newer, """
                INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, installed_by,
                                                   execution_time, success)
                VALUES (99, '99', 'later', 'SQL', 'V99__later.sql', '', 0, 1)""");
        journal.close();

        JournalRestore restore = new JournalRestore(file, clock);
        assertThatThrownBy(() -> restore.from(text, true)).isInstanceOf(IOException.class)
                .hasMessageContaining("text is not a backup of a journal");
        assertThatThrownBy(() -> restore.from(other, true)).isInstanceOf(IOException.class)
                .hasMessageContaining("other.db is not a backup of a journal");
        assertThatThrownBy(() -> restore.from(newer, true)).isInstanceOf(JournalUnavailableException.class)
                .hasMessageContaining("newer.db was written by a newer version");
        open();
        assertThat(learners(journal)).as("the journal that was there").containsExactly("anna");
    }

    /** A journal of before record batches: nothing migrates it. */
    @Test
    void aJournalWithARowForEachRecordIsRefusedInOneLineThatSaysWhatToDo() throws Exception {
        append("anna");
        new JournalBackup(file).writeTo(backup);
        journal.close();
        for (Path old : List.of(file, backup)) {
            execute(old, "ALTER TABLE record_batch RENAME TO record");
            execute(old, "UPDATE flyway_schema_history SET version = '7', checksum = -1746725809 WHERE version = '4'");
        }

        assertThatThrownBy(this::open).isInstanceOf(JournalUnavailableException.class)
                .hasMessageContaining("journal.db was written by an older version of Serai").hasMessageContaining("set serai.data")
                .message().hasLineCount(1);
        assertThatThrownBy(() -> JournalOperations.open(file, clock)).isInstanceOf(JournalUnavailableException.class)
                .hasMessageContaining("older version of Serai");
        assertThatThrownBy(() -> new JournalRestore(file, clock).from(backup, true)).isInstanceOf(JournalUnavailableException.class)
                .hasMessageContaining("backup.db was written by an older version of Serai").message().hasLineCount(1);
        for (Path old : List.of(file, backup)) {
            execute(old, "ALTER TABLE record RENAME TO record_batch");
            execute(old, "UPDATE flyway_schema_history SET version = '4', checksum = " + Schema.CURRENT.newest().substring(2)
                    + " WHERE version = '7'");
        }
        open();
        assertThat(learners(journal)).containsExactly("anna");
    }

    @Test
    void anOlderSchemaIsMigratedWithWhatItHolds() throws IOException {
        append("anna");
        journal.close();

        journal = new SqliteStore(file, SynchronousMode.FULL, SqlFailure.BUSY_WAIT_MAX, LATER)
                .open(JournalBounds.DEFAULT, clock);

        assertThat(learners(journal)).containsExactly("anna");
        assertThat(append("ben")).isEqualTo(Appended.STORED);
        journal.close();
        assertThatThrownBy(this::open).as("this version knows nothing of the later one")
                .hasMessageContaining("newer version of Serai");
        journal = new SqliteStore(file, SynchronousMode.FULL, SqlFailure.BUSY_WAIT_MAX, LATER)
                .open(JournalBounds.DEFAULT, clock);
    }
}
