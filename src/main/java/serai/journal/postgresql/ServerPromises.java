package serai.journal.postgresql;

import serai.journal.JournalUnavailableException;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What the journal's promises need of the server: asked before anything is kept there. */
final class ServerPromises {

    /** The first version with all that the schema uses. */
    private static final int VERSION_MIN = 13;
    private static final int VERSIONS = 10_000;

    private ServerPromises() {
    }

    /** @throws JournalUnavailableException with what is wrong and what to do, in one line */
    static void require(Connection connection, String place) throws SQLException {
        int version = Integer.parseInt(value(connection, "SHOW server_version_num")) / VERSIONS;
        require(version >= VERSION_MIN,
                "%s is on PostgreSQL %s, and Serai needs %s or later".formatted(place, version, VERSION_MIN));
        requireOn(connection, place, "fsync", "its server acknowledges commits that a loss of power undoes");
        requireOn(connection, place, "full_page_writes", "a loss of power may damage its pages");
        String encoding = value(connection, "SHOW server_encoding");
        require(encoding.equals("UTF8"), "%s has the encoding %s; make a database with ENCODING 'UTF8'".formatted(place, encoding));
        require(value(connection, "SELECT pg_is_in_recovery()").equals("f"),
                place + " is on a standby, which takes no writes; name "
                        + "its primary, or all hosts with targetServerType=primary");
    }

    private static void requireOn(Connection connection, String place, String setting, String why) throws SQLException {
        require(value(connection, "SHOW " + setting).equals("on"), "%s: the server has %s=off, so %s; set it to on and reload the "
                .formatted(place, setting, why) + "server");
    }

    private static void require(boolean so, String otherwise) {
        if (!so) {
            throw new JournalUnavailableException(otherwise, null);
        }
    }

    private static String value(Connection connection, String question) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(question)) {
            row.next();
            return row.getString(1);
        }
    }
}
