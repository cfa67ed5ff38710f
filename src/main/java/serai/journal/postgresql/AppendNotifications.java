package serai.journal.postgresql;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.threads.SupervisedThread;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * Hears from the database that some instance has appended records, and wakes the deliveries here. Deliveries look by themselves
 * too: a notification that is lost costs a second at the most.
 */
final class AppendNotifications implements AutoCloseable {

    private static final Duration LISTENS_FOR = Duration.ofSeconds(1);

    private static final Duration ANSWER_MAX = Duration.ofSeconds(10);
    /** Number of turns without a notification after which the server is asked for an answer. */
    private static final int SILENT_MAX = 10;

    private static final Logger LOG = LoggerFactory.getLogger(AppendNotifications.class);

    private final JournalConnections connections;
    private final Runnable wake;
    private final SupervisedThread thread;
    private @Nullable Connection connection; // used by the thread
    private int silent; // used by the thread

    AppendNotifications(JournalConnections connections, Runnable wake) {
        this.connections = connections;
        this.wake = wake;
        this.thread = SupervisedThread.begin("journal-wake-ups", this::listen, this::disconnect);
    }

    private Duration listen() {
        try {
            if (connection == null) {
                connection = connections.open(ANSWER_MAX);
                connection.setAutoCommit(true); // or none is heard until the transaction ends
                try (Statement statement = connection.createStatement()) {
                    statement.execute("LISTEN " + PostgresqlSession.CHANNEL);
                }
            }
            PGNotification[] heard = connection.unwrap(PGConnection.class).getNotifications((int) LISTENS_FOR.toMillis());
            if (heard != null && heard.length > 0) {
                wake.run();
                silent = 0;
            } else if (++silent >= SILENT_MAX) {
                requireAnswer(connection);
                silent = 0;
            }
            return Duration.ZERO;
        } catch (SQLException e) {
            LOG.debug("No notifications are heard; deliveries look by themselves", e);
            disconnect();
            return LISTENS_FOR;
        }
    }

    /** Asks the server for an answer, since a network that loses everything looks like one on which nothing happens. */
    private static void requireAnswer(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
        }
    }

    private void disconnect() {
        if (connection != null) {
            JournalConnections.close(connection);
            connection = null;
        }
    }

    @Override
    public void close() {
        thread.close();
    }
}
