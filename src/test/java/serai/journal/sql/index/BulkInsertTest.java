package serai.journal.sql.index;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.journal.sql.index.BulkInsert.Column;
import serai.journal.sql.query.Statements;
import serai.testkit.SharedPostgres;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;

/** Rows that fill statements, and those that are left over. */
class BulkInsertTest {

    private static final BulkInsert<Long> INSERT = new BulkInsert<>("kept", "number", List.of(
            Column.ofNumbers("number", number -> number),
            Column.ofBytes("name", number -> ("row " + number).getBytes(StandardCharsets.UTF_8))));

    private record OfConnection(Connection connection, boolean takesArrays) implements Statements {

        @Override
        public PreparedStatement prepare(String sql) throws SQLException {
            return connection.prepareStatement(sql);
        }

        @Override
        public long number(String question) throws SQLException {
            try (ResultSet row = prepare(question).executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }

        @Override
        public <T> List<T> rows(String sql, FromRow<T> fromRow, Object... parameters) {
            throw new UnsupportedOperationException("nothing is read so");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, BulkInsert.ROWS - 1, BulkInsert.ROWS, BulkInsert.ROWS + 1, 3 * BulkInsert.ROWS + 5})
    void insertsEachRowOnce(int count) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            connection.createStatement().execute("CREATE TABLE kept (number INTEGER PRIMARY KEY, name BLOB NOT NULL)");
            requireEachOnce(new OfConnection(connection, false), count, "CAST('row ' || number AS BLOB)");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, BulkInsert.ROWS_OF_ARRAYS, 2 * BulkInsert.ROWS_OF_ARRAYS + 5})
    void insertsEachRowOnceByArrays(int count) throws SQLException {
        try (Connection connection = SharedPostgres.connect(SharedPostgres.database())) {
            connection.createStatement().execute("CREATE TABLE kept (number BIGINT PRIMARY KEY, name BYTEA NOT NULL)");
            requireEachOnce(new OfConnection(connection, true), count, "convert_to('row ' || number, 'UTF8')");
        }
    }

    private static void requireEachOnce(Statements statements, int count, String name) throws SQLException {
        List<Long> rows = LongStream.range(0, count).boxed().toList();
        INSERT.insert(statements, rows.subList(0, count / 2));

        for (int again = 0; again < 2; again++) {
            INSERT.insert(statements, rows, again == 0 ? count / 2 : count);
            assertThat(statements.number("SELECT count(*) FROM kept WHERE name = " + name)).isEqualTo(count);
        }
    }
}
