package serai.journal.sqlite.files;

import serai.journal.JournalUnavailableException;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;

/**
 * Checks the version of SQLite. A host that embeds Serai may bring its own driver, and older ones can lose commits when several
 * processes work on one journal (<a href="https://www.sqlite.org/wal.html#walresetbug">the WAL-reset bug</a>).
 */
public final class SqliteVersion {

    private static final String LEAST = "3.51.3";

    private SqliteVersion() {
    }

    /** @throws JournalUnavailableException if the version is too old for a journal */
    public static void require(Connection connection, String place) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT sqlite_version()")) {
            row.next();
            require(row.getString(1), place);
        }
    }

    public static void require(String version, String place) {
        if (Arrays.compare(numbers(version), numbers(LEAST)) < 0) {
            throw new JournalUnavailableException(("%s can't be opened: this process has SQLite %s, which can lose commits while "
                    + "another process uses the journal; use org.xerial:sqlite-jdbc %s.0 or later")
                    .formatted(place, version, LEAST), null);
        }
    }

    private static int[] numbers(String version) {
        return Arrays.stream(version.split("\\.")).mapToInt(Integer::parseInt).toArray();
    }
}
