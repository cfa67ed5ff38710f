package serai.journal.sql.query;

import org.jspecify.annotations.Nullable;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads the journal's rows, by connections of its own or in a transaction. */
public interface Rows {

    /** Makes a value of the result set's current row; null ends the reading. */
    @FunctionalInterface
    interface FromRow<T> {
        @Nullable
        T make(ResultSet row) throws SQLException;
    }

    /**
     * Reads rows until {@code fromRow} returns null.
     *
     * @param parameters texts and whole numbers, in the order of the question marks
     */
    <T> List<T> rows(String sql, FromRow<T> fromRow, Object... parameters) throws SQLException;

    /** The rows that a prepared statement of the caller reads. */
    static <T> List<T> of(PreparedStatement statement, FromRow<T> fromRow, Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return read(statement, fromRow);
    }

    /** The same of a statement whose parameters are set. */
    static <T> List<T> read(PreparedStatement statement, FromRow<T> fromRow) throws SQLException {
        List<T> found = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                T thing = fromRow.make(row);
                if (thing == null) {
                    break;
                }
                found.add(thing);
            }
        }
        return found;
    }

    /**
     * Further queries while a result set stands at a row, by its connection: in SQLite they see what the row's query saw; in
     * PostgreSQL also what was changed since.
     */
    static Rows beside(ResultSet row) {
        return new Rows() {
            @Override
            public <T> List<T> rows(String sql, FromRow<T> fromRow, Object... parameters) throws SQLException {
                try (PreparedStatement select = row.getStatement().getConnection().prepareStatement(sql)) {
                    return Rows.of(select, fromRow, parameters);
                }
            }
        };
    }
}
