package serai.destinations.database;

import serai.journal.attempt.FailureClass;

import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.util.Map;
import java.util.Set;

/**
 * Classifies a database's error. Most drivers throw a plain {@link SQLException}, so its codes decide: the SQLSTATE (ISO/IEC
 * 9075, and PostgreSQL's and MariaDB's tables of error codes), SQLite's result codes, SQL Server's numbers, and the numbers of
 * MariaDB and MySQL where their SQLSTATE is missing or misleading.
 */
public final class DatabaseFailure {

    /** SQLite's primary result codes (https://www.sqlite.org/rescode.html). */
    private static final Map<Integer, FailureClass> SQLITE = Map.of(
            18, FailureClass.REFUSED, // TOOBIG
            19, FailureClass.REFUSED, // CONSTRAINT
            20, FailureClass.REFUSED, // MISMATCH
            25, FailureClass.REFUSED, // RANGE
            3, FailureClass.FORBIDDEN, // PERM
            23, FailureClass.FORBIDDEN, // AUTH
            1, FailureClass.MISCONFIGURED, // ERROR: no such table or column, or a wrong statement
            26, FailureClass.MISCONFIGURED); // NOTADB
    private static final int SQLITE_PRIMARY = 0xFF;

    /**
     * Error numbers of MariaDB (https://mariadb.com/kb/en/mariadb-error-code-reference/) and MySQL; PostgreSQL's driver sets no
     * numbers.
     */
    private static final Map<Integer, FailureClass> MARIADB = Map.ofEntries(
            Map.entry(1153, FailureClass.REFUSED), // a statement longer than max_allowed_packet, as 08S01
            Map.entry(1265, FailureClass.REFUSED), // data truncated, as 01000
            Map.entry(1366, FailureClass.REFUSED), // a value that the column can't hold, as HY000
            Map.entry(3819, FailureClass.REFUSED), // MySQL: check constraint, as HY000
            Map.entry(4038, FailureClass.REFUSED), // JSON that is incomplete or has trailing text, as HY000
            Map.entry(4174, FailureClass.REFUSED), // JSON_TABLE: a value that its column can't hold, as HY000
            Map.entry(1044, FailureClass.FORBIDDEN), // no right to the database, as 42000, as are the next four
            Map.entry(1142, FailureClass.FORBIDDEN),
            Map.entry(1143, FailureClass.FORBIDDEN),
            Map.entry(1227, FailureClass.FORBIDDEN),
            Map.entry(1370, FailureClass.FORBIDDEN),
            Map.entry(1130, FailureClass.FORBIDDEN), // a host that may not connect, as HY000
            Map.entry(1203, FailureClass.UNAVAILABLE), // too many connections of this user, as 42000
            Map.entry(1226, FailureClass.UNAVAILABLE), // the user's resource limit is reached, as 42000
            Map.entry(1129, FailureClass.FORBIDDEN), // a host that is blocked after too many errors, as HY000
            Map.entry(1820, FailureClass.FORBIDDEN), // a password that must be changed, as HY000, as is the next
            Map.entry(1862, FailureClass.FORBIDDEN),
            Map.entry(3118, FailureClass.FORBIDDEN), // MySQL: an account that is locked, as HY000
            Map.entry(4151, FailureClass.FORBIDDEN), // MariaDB: the same
            Map.entry(1193, FailureClass.MISCONFIGURED), // an unknown system variable, as HY000
            Map.entry(1267, FailureClass.MISCONFIGURED), // collations that can't be compared, as HY000
            Map.entry(1273, FailureClass.MISCONFIGURED), // an unknown collation, as HY000
            Map.entry(1347, FailureClass.MISCONFIGURED), // a table that has the name of a view, as HY000
            Map.entry(1449, FailureClass.MISCONFIGURED), // a trigger or view whose owner no longer exists, as HY000
            Map.entry(1364, FailureClass.MISCONFIGURED)); // a column that has no value and no default, as HY000

    private static final Set<Integer> SQL_SERVER_REFUSED = Set.of(220, 232, 241, 242, 245, 511, 515, 547, 1946, 2601, 2627, 2628,
            8114, 8115, 8134, 8152, 8169, 13609);
    /** From this number on: messages that users define, such as those of triggers that refuse a row. */
    private static final int SQL_SERVER_USERS = 50_000;
    private static final Set<Integer> SQL_SERVER_MISCONFIGURED = Set.of(102, 137, 156, 195, 201, 207, 208, 213, 271, 273, 319, 334,
            468, 544, 911, 1934, 2010, 2714, 2812, 3701, 3705, 4060, 4064, 4104, 4121, 4502, 4506, 8144, 8672);
    private static final Set<Integer> SQL_SERVER_FORBIDDEN = Set.of(229, 230, 262, 297, 300, 916, 3704, 15151, 15247, 18452, 18456,
            18470, 18486, 18487, 18488);

    private DatabaseFailure() {
    }

    /** Classifies by the innermost SQLException, which is the driver's, and not by those of the pool or the batch around it. */
    public static FailureClass meaning(SQLException failure) {
        SQLException innermost = failure;
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            innermost = cause instanceof SQLException sql ? sql : innermost;
        }
        return ofDriver(innermost);
    }

    private static FailureClass ofDriver(SQLException failure) {
        String driver = failure.getClass().getName();
        if (driver.startsWith("org.sqlite.")) {
            return SQLITE.getOrDefault(failure.getErrorCode() & SQLITE_PRIMARY, FailureClass.UNAVAILABLE);
        }
        if (driver.startsWith("com.microsoft.sqlserver.")) {
            return bySqlServerNumber(failure.getErrorCode());
        }
        FailureClass ofMariaDb = MARIADB.get(failure.getErrorCode());
        if (ofMariaDb != null) {
            return ofMariaDb;
        }
        return failure.getSQLState() == null || failure.getSQLState().length() != 5 ? byType(failure)
                : byState(failure.getSQLState());
    }

    /** Classes that are not listed count as unavailable, like failures of the connection: the failure may pass. */
    private static FailureClass byState(String state) {
        return switch (state.substring(0, 2)) {
            case "10", "20", "21", "22", "23", "27", "44" -> FailureClass.REFUSED; // XQuery, case, cardinality, data, integrity, check
            case "09", "45", "P0" -> FailureClass.REFUSED; // errors that a trigger raises to refuse a row
            case "28" -> FailureClass.FORBIDDEN; // login
            case "42" -> state.equals("42501") ? FailureClass.FORBIDDEN : FailureClass.MISCONFIGURED; // privilege; syntax, names
            case "40" -> state.equals("40002") ? FailureClass.REFUSED : FailureClass.UNAVAILABLE; // integrity; rollback
            case "54" -> state.equals("54000") ? FailureClass.REFUSED : FailureClass.MISCONFIGURED; // a row; a statement
            case "03", "07", "0A", "0E", "0L", "0P", "0Z" -> FailureClass.MISCONFIGURED; // statement, parameters, not supported, role
            case "2B", "2D", "2F", "39", "3D", "3F" -> FailureClass.MISCONFIGURED; // routines; no such database, schema
            default -> FailureClass.UNAVAILABLE; // 08 connection, 25 read-only, 53 resources, 55 in use, 57 operator, 58 system
        };
    }

    static FailureClass bySqlServerNumber(int number) {
        return SQL_SERVER_REFUSED.contains(number) || number >= SQL_SERVER_USERS ? FailureClass.REFUSED
                : SQL_SERVER_MISCONFIGURED.contains(number) ? FailureClass.MISCONFIGURED
                        : SQL_SERVER_FORBIDDEN.contains(number) ? FailureClass.FORBIDDEN : FailureClass.UNAVAILABLE;
    }

    private static FailureClass byType(SQLException failure) {
        if (failure instanceof SQLDataException || failure instanceof SQLIntegrityConstraintViolationException) {
            return FailureClass.REFUSED;
        }
        if (failure instanceof SQLInvalidAuthorizationSpecException) {
            return FailureClass.FORBIDDEN;
        }
        return FailureClass.UNAVAILABLE;
    }
}
