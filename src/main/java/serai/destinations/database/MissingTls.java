package serai.destinations.database;

import java.sql.SQLException;
import java.util.regex.Pattern;

/**
 * Recognizes that a driver could not connect because Serai requires TLS and the server has none. The drivers report that as a
 * failure of the connection, which might pass.
 */
final class MissingTls {

    /** The SQLSTATE that PostgreSQL's driver sets if the server has no TLS; its message is in the machine's language. */
    private static final String REJECTED = "08004";
    /** How the drivers of MariaDB, MySQL and SQL Server say that the server has no TLS. */
    private static final Pattern WITHOUT_TLS =
            Pattern.compile("ssl not enabled|SSL Connection required, but not supported|not configured to support SSL");

    private MissingTls() {
    }

    /** @param failure of a connection for which Serai has required TLS */
    static boolean isTheCauseOf(Exception failure) {
        String words = failure.getMessage();
        if (words == null) {
            return false;
        }
        boolean rejected = failure instanceof SQLException sql && REJECTED.equals(sql.getSQLState());
        return rejected && words.contains("SSL") || WITHOUT_TLS.matcher(words).find();
    }

    /** The exception to report instead, as misconfigured and with a remedy. */
    static SQLException told(Exception failure) {
        SQLException told =
                new SQLException(("the warehouse is on another machine and has no TLS (%s); set up TLS there, or allow it with "
                        + "insecure of its WarehouseDataSource, such as serai.warehouse.insecure=true")
                        .formatted(failure.getMessage()), "0A000");
        told.addSuppressed(failure);
        return told;
    }
}
