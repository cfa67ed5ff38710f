package serai.journal.sqlite;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.JournalUnavailableException;
import serai.journal.sql.JournalContract;
import serai.journal.sql.SqlJournal;
import serai.journal.sql.write.JournalBounds;
import serai.testkit.Kept;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SqliteJournalTest extends JournalContract {

    @TempDir
    private Path folder;

    @Override
    protected void prepare() {
        // A file in the folder is one.
    }

    @Override
    protected SqlJournal open(JournalBounds bounds) {
        return SqliteStore.open(folder.resolve("journal.db"), bounds, CLOCK);
    }

    @Override
    protected SqlJournal openAnother() {
        return SqliteStore.open(folder.resolve("other.db"), JournalBounds.DEFAULT, CLOCK);
    }

    @Override
    protected List<String> rows(String sql) throws SQLException {
        return new Kept(folder).rows("journal.db", sql);
    }

    @Override
    protected AutoCloseable keepOthersFromWriting() throws SQLException {
        Connection lock = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
        lock.createStatement().execute("BEGIN IMMEDIATE");
        return lock;
    }

    @Test
    void refusesAJournalThatANewerVersionHasWritten() throws Exception {
        journal.close();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"))) {
            connection.createStatement().executeUpdate("""
                    INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, installed_by,
                                                       execution_time, success)
                    VALUES (99, '99', 'later', 'SQL', 'V99__later.sql', '', 0, 1)""");
        }

        assertThatThrownBy(() -> open(JournalBounds.DEFAULT)).isInstanceOf(JournalUnavailableException.class)
                .hasMessageContaining("newer version of Serai").hasMessageContaining("journal.db");
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"))) {
            connection.createStatement().executeUpdate("DELETE FROM flyway_schema_history WHERE version = '99'");
        }
        journal = open(JournalBounds.DEFAULT);
    }

    /** Otherwise a journal that is up to date would be taken for one that is not, or the other way round. */
    @Test
    void knowsTheLastOfItsMigrations() throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
                var row = connection.createStatement().executeQuery("""
                     SELECT version || ' ' || checksum FROM flyway_schema_history ORDER BY installed_rank DESC LIMIT 1""")) {
            assertThat(Schema.CURRENT.newest()).isEqualTo(row.getString(1));
        }
    }

    /** Whoever has been through one is refused where a letter of it is another, be it of a comment: add a migration instead. */
    @Test
    void changesNoMigrationThatJournalsHaveBeenThrough() throws Exception {
        List<String> migrations = new ArrayList<>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
                var row = connection.createStatement().executeQuery("""
                     SELECT version || ' ' || checksum FROM flyway_schema_history ORDER BY installed_rank""")) {
            while (row.next()) {
                migrations.add(row.getString(1));
            }
        }
        assertThat(migrations).containsExactly("1 1211381191", "2 1500319563", "3 1552374625", "4 -1000152328", "5 -150776779",
                "6 54482022", "7 -1075504665", "8 159310190", "9 1359792154", Schema.CURRENT.newest());
    }

    @Test
    void refusesAJournalWhoseSchemaIsNotTheOneThatItKnows() throws Exception {
        journal.close();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"))) {
            connection.createStatement().executeUpdate("UPDATE flyway_schema_history SET checksum = 1");
        }

        assertThatThrownBy(() -> open(JournalBounds.DEFAULT)).isInstanceOf(JournalUnavailableException.class)
                .hasMessageContaining("journal.db can't be opened");
    }
}
