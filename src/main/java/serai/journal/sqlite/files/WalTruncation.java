package serai.journal.sqlite.files;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import javax.sql.DataSource;

/** Empties SQLite's write-ahead log, which holds content deleted from the database until the log is overwritten. */
public record WalTruncation(DataSource dataSource) {

    /** How long commits may wait for processes that read in the log. */
    private static final int WAIT_MAX_MS = 100;

    /**
     * Moves the log into the database, and truncates the log to zero bytes. Most of it is moved while others go on writing.
     *
     * @return whether the log is empty now; false if a reader kept it in use for longer than {@link #WAIT_MAX_MS}
     */
    public boolean erase() throws SQLException {
        try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
            long before = number(statement, "PRAGMA busy_timeout");
            statement.execute("PRAGMA wal_checkpoint(PASSIVE)");
            statement.execute("PRAGMA busy_timeout = " + WAIT_MAX_MS);
            try {
                return number(statement, "PRAGMA wal_checkpoint(TRUNCATE)") == 0; // the first column is 1 if others kept it in use
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
