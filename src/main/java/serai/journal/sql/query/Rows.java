package serai.journal.sql.query;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Whatever the journal's rows are read with: connections of their own, or a transaction. */
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
}
