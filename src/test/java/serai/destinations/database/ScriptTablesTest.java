package serai.destinations.database;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What {@link ScriptTables} reads in a script, tried on SQLite; {@link WarehouseFaults} has the shipped scripts. */
class ScriptTablesTest {

    @Test
    void addsTheColumnsOfAScriptHoweverItIsWritten() throws SQLException {
        assertThat(columnsAfter("create table if not exists t(id int, -- the key, and more\n  status text\n"
                + "    CHECK (status IN ('a', 'b,(')), price decimal(9, 6) /* of, it */, site text NOT NULL DEFAULT 'x, y'\n,"
                + "  UNIQUE (status, price), CONSTRAINT c CHECK (price > 0)\n  );"))
                .containsExactly("id", "status", "price", "site");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CREATE TABLE \"t\" (id int, name text);", "CREATE TABLE learning.t (id int, name text);",
            "-- CREATE TABLE t (id int, name text);", "CREATE TABLE t (id int, \"name\" text);",
            "CREATE VIEW v AS SELECT 1;"})
    void passesOverWhatItDoesNotUnderstand(String script) throws SQLException {
        assertThat(columnsAfter(script)).containsExactly("id");
    }

    @Test
    void addsNothingWhereNothingIsLacking() throws SQLException {
        assertThat(columnsAfter("CREATE TABLE T (ID int);")).containsExactly("id");
    }

    @Test
    void saysWhatToRunWhereItMayNotAddAColumn() throws SQLException {
        assertThatThrownBy(() -> columnsAfter("CREATE TABLE t (id int, name text UNIQUE);")) // which SQLite does not add
                .isInstanceOf(SQLException.class).hasMessageContaining("table t lacks the column name")
                .hasMessageEndingWith("ALTER TABLE t ADD name text UNIQUE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mariadb", "postgresql", "sqlite", "sqlserver"})
    void readsTheShippedScripts(String dialect) throws Exception {
        ScriptTables tables = new ScriptTables(Files.readString(Path.of("routes/sql", dialect, "create.sql")));

        assertThat(tables.has("learner")).isTrue();
        assertThat(tables.columns("course_completed")).containsExactly("record_id", "platform", "learner_id", "external_id",
                "first_name", "last_name", "contact", "contact_type", "ref3", "ref4", "ref5", "ref7", "ref8", "ref9", "person",
                "course_id",
                "course_name", "percentage", "occurred_at", "received_at");
    }

    /** Of a table that had one, {@code id}. */
    private static List<String> columnsAfter(String script) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            connection.createStatement().execute("CREATE TABLE t (id int)");
            new ScriptTables(script).addLackingColumns(connection);
            try (ResultSet none = connection.createStatement().executeQuery("SELECT * FROM t")) {
                ResultSetMetaData columns = none.getMetaData();
                List<String> names = new ArrayList<>();
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    names.add(columns.getColumnName(i));
                }
                return names;
            }
        }
    }
}
