package serai.journal.sql.query;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/** The statements of the transaction under way. */
public interface Statements extends Rows {

    /** A statement of the transaction's connection, prepared once. */
    PreparedStatement prepare(String sql) throws SQLException;

    /** Whether a parameter may be an array, whose elements {@code unnest} makes rows of. */
    default boolean takesArrays() {
        return false;
    }

    /** Executes a statement of those with which the transaction ends. */
    default void execute(LastStatement now) throws SQLException {
        if (now.rows() != null) {
            rows(now.sql(), now.rows(), now.parameters());
            return;
        }
        PreparedStatement statement = prepare(now.sql());
        for (int i = 0; i < now.parameters().length; i++) {
            statement.setObject(i + 1, now.parameters()[i]);
        }
        statement.executeUpdate();
    }

    /** The number that a query's first row has in its first column. */
    long number(String question) throws SQLException;
}
