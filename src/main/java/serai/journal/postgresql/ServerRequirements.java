package serai.journal.postgresql;

import serai.journal.JournalUnavailableException;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * Checks that the server is set up as the journal's promises need it: before anything is kept there, and for each connection
 * that the writer opens, since another server may answer by then.
 */
final class ServerRequirements {

    /** The first version with all that the schema uses. */
    private static final int VERSION_MIN = 13;
    private static final int VERSIONS = 10_000;

    private static final String ASKED = """
            SELECT current_setting('server_version_num')::int, current_setting('server_encoding'), pg_is_in_recovery(),
                   current_setting('fsync')::boolean, current_setting('full_page_writes')::boolean,
                   current_setting('synchronous_commit') = 'on'
                   AND current_setting('idle_in_transaction_session_timeout')::interval = interval '%s ms'"""
            .formatted(JournalConnections.IDLE_IN_TRANSACTION_MAX.toMillis());

    private ServerRequirements() {
    }

    /** @throws JournalUnavailableException with what is wrong and what to do, in one line */
    static void require(Connection connection, String place) throws SQLException {
        Optional<String> trouble = trouble(connection);
        if (trouble.isPresent()) {
            throw new JournalUnavailableException("%s: %s".formatted(place, trouble.get()), null);
        }
    }

    /**
     * What is wrong and what to do, in one line; empty if nothing is.
     *
     * @param connection rolled back afterwards
     */
    static Optional<String> trouble(Connection connection) throws SQLException {
        Optional<String> trouble;
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(ASKED)) {
            row.next();
            trouble = trouble(row);
        }
        connection.rollback();
        return trouble;
    }

    private static Optional<String> trouble(ResultSet row) throws SQLException {
        int version = row.getInt(1) / VERSIONS;
        if (version < VERSION_MIN) {
            return Optional.of("its server is PostgreSQL %s, and Serai needs %s or later".formatted(version, VERSION_MIN));
        }
        if (row.getBoolean(3)) {
            return Optional.of("its server is a standby, which takes no writes; name its primary, or all hosts");
        }
        if (!row.getBoolean(4)) {
            return off("fsync", "acknowledges commits that a loss of power undoes");
        }
        if (!row.getBoolean(5)) {
            return off("full_page_writes", "may have its pages damaged by a loss of power");
        }
        if (!row.getString(2).equals("UTF8")) {
            return Optional.of("it has the encoding %s; make a database with ENCODING 'UTF8'".formatted(row.getString(2)));
        }
        return row.getBoolean(6) ? Optional.empty()
                : Optional.of("a pooler or proxy does not pass on to its server what Serai asks for "
                        + "(synchronous_commit, time-outs); name the server itself");
    }

    private static Optional<String> off(String setting, String so) {
        return Optional.of("its server has %s=off, so it %s; set it to on and reload the server".formatted(setting, so));
    }
}
