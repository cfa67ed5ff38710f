package serai.journal.sql.query;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/** The statements of the transaction under way. */
public interface Statements extends Rows {

    /** A statement of the transaction's connection, prepared once. */
    PreparedStatement prepare(String sql) throws SQLException;

    /** The number that a query's first row has in its first column. */
    long number(String question) throws SQLException;
}
