package serai.journal.sqlite;

import serai.journal.sql.query.PinnedSettings;
import serai.journal.sql.query.StoredBatch;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * A journal's identity and its progress. None of the numbers ever gets smaller.
 *
 * @param journal    the journal's identity; empty if it has none yet
 * @param generation see {@link Generation}; 0 if it was never counted
 * @param lastSeq    the last sequence number that was assigned
 * @param came       number of events and bodies that were ever counted
 * @param backup     whether it is a backup that was not opened as a journal yet
 */
record JournalProgress(String journal, long generation, long lastSeq, long came, boolean backup) {

    /** The progress of a file that is no journal or can't be read. */
    static final JournalProgress NONE = new JournalProgress("", 0, 0, 0, false);

    static JournalProgress of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            Map<String, String> fixed = new HashMap<>();
            try (ResultSet row = statement.executeQuery("SELECT name, value FROM fixed")) {
                while (row.next()) {
                    fixed.put(row.getString(1), row.getString(2));
                }
            }
            return new JournalProgress(fixed.getOrDefault(PinnedSettings.JOURNAL, ""),
                    Long.parseLong(fixed.getOrDefault(PinnedSettings.GENERATION, "0")),
                    number(statement, StoredBatch.LAST_SEQ),
                    number(statement,
                            "SELECT coalesce(sum(accepted + duplicates + differing + rejected + filtered), 0) FROM source"),
                    fixed.containsKey(PinnedSettings.BACKUP));
        }
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Whether none of the numbers is smaller than in the other one. */
    boolean hasCome(JournalProgress other) {
        return generation >= other.generation && lastSeq >= other.lastSeq && came >= other.came;
    }
}
