package serai.journal.postgresql;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import org.flywaydb.core.api.FlywayException;
import serai.journal.JournalUnavailableException;
import serai.journal.sql.query.JournalQuery;
import serai.journal.sql.query.MoveMark;
import serai.journal.sql.query.SqlFailure;
import serai.journal.sql.query.StoreSession;
import serai.journal.sql.write.JournalBounds;
import serai.model.FailureText;
import serai.threads.SupervisedThread;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;

/** The shared store: PostgreSQL, whose commits are on the disk when they return. */
public final class PostgresqlStore {

    /** How long an instance that is no longer heard of keeps its leases. */
    public static final Duration LEASE = Leases.LASTING;

    private PostgresqlStore() {
    }

    /**
     * Opens the journal in a database, and creates or migrates its tables if needed.
     *
     * @throws JournalUnavailableException if the database can't be reached, or can't keep what the journal promises; the message is
     *                                     one line
     */
    public static PostgresqlJournal open(PostgresqlAddress address, Instance instance, JournalBounds bounds, Clock clock) {
        JournalConnections connections = new JournalConnections(address);
        return opened(address, () -> {
            requirePromises(connections, address);
            PostgresqlSchema.migrate(connections, address.place());
            HikariDataSource pool = notMoved(connections.pool(), address.place());
            Leases leases = new Leases(connections, instance);
            try {
                return new PostgresqlJournal(new SharedTables(connections, pool, address.place(), leases), connections, bounds,
                        clock, SupervisedThread::tasks);
            } catch (RuntimeException e) {
                leases.close();
                pool.close();
                throw e;
            }
        });
    }

    /**
     * Connections for operators, beside the instances or without one.
     *
     * @throws JournalUnavailableException as {@link #open}, and if there is no journal
     */
    public static HikariDataSource beside(PostgresqlAddress address) {
        JournalConnections connections = new JournalConnections(address);
        return opened(address, () -> {
            requirePromises(connections, address);
            PostgresqlSchema.require(connections, address.place());
            return notMoved(connections.pool(), address.place());
        });
    }

    private static HikariDataSource notMoved(HikariDataSource pool, String place) throws SQLException {
        try {
            MoveMark.requireNone(new JournalQuery(pool, place), place);
            return pool;
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    /**
     * A connection without auto-commit, to move a journal by.
     *
     * @param made whether the tables are made if there are none
     * @throws JournalUnavailableException as {@link #open}; and if there is no journal and none is to be made
     */
    public static Connection connect(PostgresqlAddress address, boolean made) {
        JournalConnections connections = new JournalConnections(address);
        return opened(address, () -> {
            requirePromises(connections, address);
            if (made) {
                PostgresqlSchema.migrate(connections, address.place());
            } else {
                PostgresqlSchema.require(connections, address.place());
            }
            return connections.open();
        });
    }

    /** How an operator's transactions begin and end. */
    public static StoreSession session() {
        return new PostgresqlSession();
    }

    private static void requirePromises(JournalConnections connections, PostgresqlAddress address) throws SQLException {
        try (Connection connection = connections.open()) {
            ServerRequirements.require(connection, address.place());
        }
    }

    @FunctionalInterface
    private interface Opening<T> {
        T open() throws SQLException;
    }

    private static <T> T opened(PostgresqlAddress address, Opening<T> opening) {
        try {
            return opening.open();
        } catch (SQLException | FlywayException | HikariPool.PoolInitializationException e) {
            Throwable cause = FailureText.innermost(e);
            throw new JournalUnavailableException(
                    "%s can't be opened (%s); %s".formatted(address.place(), FailureText.firstLine(cause), remedy(cause)), e);
        }
    }

    private static String remedy(Throwable cause) {
        if (cause instanceof SQLException failure && SqlFailure.isBusy(failure)) {
            return "another program, such as a backup, has locked its tables; start Serai again when it has ended";
        }
        String reason = FailureText.firstLine(cause); // of the driver, and of poolers: no codes tell
        if (reason.contains("startup parameter")) {
            return "a pooler does not pass on what Serai asks for; name the server itself in serai.journal.url";
        }
        if (reason.contains("targetServerType")) {
            return "none of its hosts takes writes; name the primary in serai.journal.url, or all hosts";
        }
        return "see that the server runs, and that serai.journal.url, serai.journal.username and serai.journal.password are right";
    }
}
