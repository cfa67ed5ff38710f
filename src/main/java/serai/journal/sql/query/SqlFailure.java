package serai.journal.sql.query;

import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;

/**
 * What a database's error means for the journal. Drivers throw plain {@link SQLException}, so only the codes tell.
 */
public final class SqlFailure {

    /** How long to wait for another process's lock. */
    public static final Duration BUSY_WAIT_MAX = Duration.ofSeconds(10);

    private static final Set<SQLiteErrorCode> REFUSALS = Set.of(SQLiteErrorCode.SQLITE_CONSTRAINT,
            SQLiteErrorCode.SQLITE_TOOBIG, SQLiteErrorCode.SQLITE_MISMATCH, SQLiteErrorCode.SQLITE_RANGE);
    /** Classes of SQLSTATE: data exception, integrity constraint violation, program limit exceeded. */
    private static final Set<String> REFUSING = Set.of("22", "23", "54");
    private static final String DISK_FULL = "53100";
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final String TOO_MANY_CONNECTIONS = "53300";
    private static final String READ_ONLY = "25006";
    /** The class of SQLSTATE of connections that are lost or can't be made. */
    private static final String CONNECTION = "08";
    /** What the SQLSTATE of a server that ends a connection begins with. */
    private static final String SHUTDOWN = "57P0";
    private static final int PRIMARY_CODE = 0xFF;

    private SqlFailure() {
    }

    /** Whether the database has refused the data, so that a retry would not help. */
    public static boolean isRefusal(SQLException failure) {
        if (failure instanceof SQLiteException sqlite) {
            return REFUSALS.stream().anyMatch(refusal -> refusal.code == primary(sqlite));
        }
        String state = state(failure);
        return REFUSING.stream().anyMatch(state::startsWith);
    }

    /** Whether the disk or the database is full. */
    public static boolean isFull(SQLException failure) {
        return failure instanceof SQLiteException sqlite ? primary(sqlite) == SQLiteErrorCode.SQLITE_FULL.code
                : state(failure).equals(DISK_FULL);
    }

    /** Whether another process held the lock for the whole wait. */
    public static boolean isBusy(SQLException failure) {
        return failure instanceof SQLiteException sqlite ? primary(sqlite) == SQLiteErrorCode.SQLITE_BUSY.code
                : state(failure).equals(LOCK_NOT_AVAILABLE);
    }

    /** Whether the connection was lost, or ended by the server: its last statement may have been executed. */
    public static boolean isLostConnection(SQLException failure) {
        for (SQLException one = failure; one != null; one = one.getNextException()) {
            String state = state(one);
            if (state.startsWith(CONNECTION) || state.startsWith(SHUTDOWN)) {
                return true;
            }
        }
        return false;
    }

    /** What an operator can do about it, as the end of a sentence; empty if the failure says it itself. */
    public static String remedy(SQLException failure) {
        return failure instanceof SQLiteException ? "" : switch (state(failure)) {
            case INSUFFICIENT_PRIVILEGE -> "; give the journal's user all rights to its tables again";
            case TOO_MANY_CONNECTIONS -> "; let its server take more connections: an instance has up to nine";
            case READ_ONLY -> "; its server now refuses writes: name all hosts, with targetServerType=primary";
            default -> "";
        };
    }

    private static String state(SQLException failure) {
        return Objects.requireNonNullElse(failure.getSQLState(), "");
    }

    private static int primary(SQLiteException failure) {
        return failure.getResultCode().code & PRIMARY_CODE;
    }
}
