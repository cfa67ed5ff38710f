package serai.journal.postgresql;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.model.FailureText;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Finds out whether the server has all commits that it has confirmed to this process. After a fail-over to a standby that is
 * behind, or after a restore, it lacks some: then it gives the newest sequence numbers again, to other records. Deliveries that
 * began before that can't be settled, and what this process has read is discarded. Each new connection for leases or for
 * writing is checked before it is used. Any thread may use it.
 */
final class ServerHistory {

    /** The instance of a lease that nobody has. */
    private static final UUID NOBODY = new UUID(0, 0);
    private static final String TURN = "SELECT turn FROM writing";
    /** The server's timeline. It changes when a standby becomes the primary, or a server begins anew from an archived state. */
    private static final String TIMELINE = "SELECT left(pg_walfile_name(pg_current_wal_lsn()), 8)";

    private static final Logger LOG = LoggerFactory.getLogger(ServerHistory.class);

    private final UUID instance;
    private final List<Runnable> forgetting = new CopyOnWriteArrayList<>();
    private @Nullable String timeline; // guarded by this; null if it is not known
    /** The highest turn that is known to be committed. */
    private volatile long turn;

    /** @param instance whose leases are given up */
    ServerHistory(UUID instance) {
        this.instance = instance;
    }

    /** @param forget is run before anything is written at a server that may lack commits, by the thread that has found out */
    void whenCommitsAreLost(Runnable forget) {
        forgetting.add(forget);
    }

    /** Notes a turn that is committed for sure. */
    void committed(long own) {
        turn = own;
    }

    /**
     * Checks the server by a new connection, and leaves no transaction open. If the server may lack commits, the leases that it
     * has for this instance are taken away: what was delivered under them can't be settled any more.
     *
     * @return that connection
     * @throws SQLException if the server could not be asked: the connection is closed
     */
    Connection met(Connection connection) throws SQLException {
        try {
            meet(connection);
            return connection;
        } catch (SQLException e) {
            JournalConnections.close(connection);
            throw e;
        }
    }

    private synchronized void meet(Connection connection) throws SQLException {
        long known = turn; // before the server is asked: a writer may go on meanwhile
        long found = Long.parseLong(value(connection, TURN));
        String now = timeline(connection);
        boolean behind = found < known;
        if (behind || timeline != null && now != null && !timeline.equals(now)) {
            try (Statement free = connection.createStatement()) {
                free.executeUpdate("""
                        UPDATE lease SET instance = '%s', until = clock_timestamp() - interval '1 millisecond'
                        WHERE instance = '%s'""".formatted(NOBODY, instance));
            }
            forgetting.forEach(Runnable::run);
            connection.commit();
            tell(behind);
        } else {
            connection.rollback();
        }
        turn = behind ? found : Math.max(turn, found);
        timeline = now == null ? timeline : now;
    }

    private static void tell(boolean behind) {
        if (behind) {
            LOG.error(
                    "The journal's server lacks the newest commits: events that were acknowledged last are lost, except those that "
                            + "were delivered. All deliveries start again. See \"A standby that is behind\" in docs/high-availability.md.");
        } else {
            LOG.warn(
                    "The journal is on another server now, or was restored. All deliveries start again. If that was a standby that "
                            + "was not synchronous, see \"A standby that is behind\" in docs/high-availability.md.");
        }
    }

    /** The timeline; null if the server does not tell it, as services that store their log in a way of their own. */
    private static @Nullable String timeline(Connection connection) throws SQLException {
        try {
            return value(connection, TIMELINE);
        } catch (SQLException e) {
            LOG.debug("The server does not tell its timeline: {}", FailureText.firstLine(e));
            connection.rollback(); // fails where the connection is lost
            return null;
        }
    }

    private static String value(Connection connection, String question) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(question)) {
            row.next();
            return row.getString(1);
        }
    }
}
