package serai.journal.sql.index;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.journal.sql.query.Statements;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** Rows that fill statements, and those that are left over. */
class InsertOfRowsTest {

    private static final InsertOfRows INSERT = new InsertOfRows("kept (number, name)", 2, "ON CONFLICT (number) DO NOTHING");

    private record InMemory(Connection connection) implements Statements {

        @Override
        public PreparedStatement prepare(String sql) throws SQLException {
            return connection.prepareStatement(sql);
        }

        @Override
        public long number(String question) throws SQLException {
            try (ResultSet row = prepare(question).executeQuery()) {
                return row.getLong(1);
            }
        }

        @Override
        public <T> List<T> rows(String sql, FromRow<T> fromRow, Object... parameters) {
            throw new UnsupportedOperationException("nothing is read so");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, InsertOfRows.ROWS - 1, InsertOfRows.ROWS, InsertOfRows.ROWS + 1, 3 * InsertOfRows.ROWS + 5})
    void insertsEachRowOnce(int count) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            connection.createStatement().execute("CREATE TABLE kept (number INTEGER PRIMARY KEY, name TEXT NOT NULL)");
            InMemory statements = new InMemory(connection);
            List<Integer> rows = IntStream.range(0, count).boxed().toList();

            for (int again = 0; again < 2; again++) {
                INSERT.insert(statements, rows, (insert, first, row) -> {
                    insert.setInt(first, row);
                    insert.setString(first + 1, "row " + row);
                });
                assertThat(statements.number("SELECT count(*) FROM kept WHERE name = 'row ' || number")).isEqualTo(count);
            }
        }
    }
}
