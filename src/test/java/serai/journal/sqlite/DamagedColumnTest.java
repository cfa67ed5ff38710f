package serai.journal.sqlite;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.JournalUnavailableException;
import serai.journal.operations.JournalOperations;
import serai.journal.sql.DamagedColumnsContract;
import serai.journal.sql.SqlJournal;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Wrong bits in SQLite. */
class DamagedColumnTest extends DamagedColumnsContract {

    @TempDir
    private Path folder;

    @Override
    protected void prepare() {
        // A file in the folder is one.
    }

    @Override
    protected SqlJournal open() {
        return FastStore.open(folder.resolve("journal.db"), BOUNDS, clock);
    }

    @Override
    protected JournalOperations operations() {
        return JournalOperations.open(folder.resolve("journal.db"), clock);
    }

    @Override
    protected void connectTo(HikariDataSource pool) {
        pool.setJdbcUrl("jdbc:sqlite:" + folder.resolve("journal.db"));
    }

    @Override
    protected void allowAnything() throws SQLException {
        execute("PRAGMA ignore_check_constraints = true");
        for (String trigger : strings("SELECT name FROM sqlite_master WHERE type = 'trigger'")) {
            execute("DROP TRIGGER " + trigger); // a bit changes without them
        }
    }

    @Override
    protected List<String> tables() throws SQLException {
        return strings(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'flyway%'");
    }

    @Override
    protected List<String> columns(String table) throws SQLException {
        return strings("SELECT name FROM pragma_table_info('%s')".formatted(table));
    }

    @Override
    protected List<String> keys(String table) throws SQLException {
        return strings("SELECT name FROM pragma_table_info('%s') WHERE pk > 0".formatted(table));
    }

    @Override
    protected boolean isChosen() {
        return true;
    }

    @Override
    protected int rowsMax() {
        return 3;
    }

    @Test
    void whatIsFixedIsFoundAtTheStart() throws Exception {
        execute("UPDATE fixed SET value = replace(value, substr(value, 1, 1), 'x') WHERE name = 'journal'");

        assertThatThrownBy(this::open).isInstanceOf(JournalUnavailableException.class).hasMessageContaining("is not the journal");
    }
}
