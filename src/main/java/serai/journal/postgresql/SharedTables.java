package serai.journal.postgresql;

import com.zaxxer.hikari.HikariDataSource;
import serai.journal.sql.JournalStore;
import serai.journal.sql.purge.Partitions;
import serai.journal.sql.query.MoveMark;
import serai.journal.sql.query.PinnedSettings;
import serai.journal.sql.write.SizeLimit;
import serai.journal.sql.write.Transaction;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import javax.sql.DataSource;

/** The tables of a journal that other instances may have open too. */
final class SharedTables implements JournalStore {

    /** How long the writer waits for an answer: longer than it may wait for the transactions of others. */
    private static final Duration WRITER_ANSWER_MAX = JournalConnections.LOCK_WAIT_MAX.plusSeconds(10);

    private final JournalConnections connections;
    private final HikariDataSource pool;
    private final String place;
    private final Leases leases;
    /** The journal's name, as the first transaction has found it. Used by the writer's thread. */
    private List<String> identity = List.of();

    SharedTables(JournalConnections connections, HikariDataSource pool, String place, Leases leases) {
        this.connections = connections;
        this.pool = pool;
        this.place = place;
        this.leases = leases;
        whenCommitsAreLost(() -> pool.getHikariPoolMXBean().softEvictConnections()); // they may lead to the server that has failed
    }

    @Override
    public HikariDataSource pool() {
        return pool;
    }

    @Override
    public DataSource deliveries() {
        return JournalConnections.answeringSoon(pool);
    }

    @Override
    public String place() {
        return place;
    }

    /**
     * The writer's own connection, which no query has to give back first.
     *
     * @throws SQLException also if the server that answers by now can't keep what the journal promises
     */
    @Override
    public Transaction writer(SizeLimit room, int stagedMax) throws SQLException {
        Connection connection = leases.history().met(trusted(connections.open(WRITER_ANSWER_MAX)));
        return new Transaction(connection, JournalConnections::close,
                new PostgresqlSession(leases::isAlone, leases.history()::committed), room, stagedMax, this::requireSame);
    }

    private static Connection trusted(Connection connection) throws SQLException {
        try {
            Optional<String> trouble = ServerRequirements.trouble(connection);
            if (trouble.isPresent()) {
                throw new SQLException(trouble.get());
            }
            return connection;
        } catch (SQLException e) {
            JournalConnections.close(connection);
            throw e;
        }
    }

    /** After a fail-over or a restore, another database may answer at the same address; and the journal may be moved away. */
    private void requireSame(Transaction transaction) throws SQLException {
        List<String> found = MoveMark.requireNone(transaction, place, PinnedSettings.JOURNAL);
        if (identity.isEmpty()) {
            identity = found;
        }
        if (!identity.equals(found)) {
            throw new SQLException("the address now leads to another journal; if that is intended, restart Serai");
        }
    }

    @Override
    public void require() {
        // The database's server guards its own files.
    }

    @Override
    public Partitions partitions() {
        return new BatchPartitions(pool);
    }

    /** The server decides when what was deleted leaves its files. */
    @Override
    public boolean erase() {
        return true;
    }

    Leases leases() {
        return leases;
    }

    @Override
    public void requireLease(Transaction transaction, String destination, long epoch) throws SQLException {
        leases.require(transaction, destination, epoch);
    }

    @Override
    public void whenCommitsAreLost(Runnable forget) {
        leases.history().whenCommitsAreLost(forget);
    }

    /** Gives the leases back, so that other instances take over at once. */
    @Override
    public void close() {
        leases.close();
    }
}
