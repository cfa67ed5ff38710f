package serai.journal.sqlite.files;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Empties SQLite's write-ahead log: what was deleted from the database stands there until the log is overwritten. */
public record LogErasure(DataSource dataSource) {

    /** How long commits may be kept waiting for those who read in the log. */
    private static final int WAIT_MAX_MS = 100;

    /**
     * Moves the log into the database, and cuts it to nothing. Most is moved while others go on writing.
     *
     * @return whether it is empty now; not, where somebody has been reading in it for longer than a moment
     */
    public boolean erase() throws SQLException {
        try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
            long before = number(statement, "PRAGMA busy_timeout");
            statement.execute("PRAGMA wal_checkpoint(PASSIVE)");
            statement.execute("PRAGMA busy_timeout = " + WAIT_MAX_MS);
            try {
                return number(statement, "PRAGMA wal_checkpoint(TRUNCATE)") == 0; // its first column: whether others were in the way
            } finally {
                statement.execute("PRAGMA busy_timeout = " + before);
            }
        }
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
