package serai.journal.postgresql;

import serai.journal.operations.JournalOperations;
import serai.journal.sql.write.JournalBounds;

import java.sql.SQLException;
import java.time.Clock;
import java.util.concurrent.ExecutorService;

/** Journals in PostgreSQL that write on a thread of the test's own: for simulations. */
public final class InstanceOnThread {

    private InstanceOnThread() {
    }

    /** Makes the tables. */
    public static void migrate(String url) throws SQLException {
        PostgresqlAddress address = PostgresqlJournalTest.address(url);
        PostgresqlSchema.migrate(new JournalConnections(address), address.place());
    }

    /**
     * Opens a journal whose tables are there.
     *
     * @param thread where everything is written and acknowledged
     */
    public static PostgresqlJournal open(String url, JournalBounds bounds, Clock clock, ExecutorService thread) {
        PostgresqlAddress address = PostgresqlJournalTest.address(url);
        JournalConnections connections = new JournalConnections(address);
        Leases leases = new Leases(connections, PostgresqlJournalTest.instance("simulated"));
        return new PostgresqlJournal(new SharedTables(connections, connections.pool(), address.place(), leases), connections,
                bounds,
                clock, name -> thread);
    }

    /** The commands of operators. */
    public static JournalOperations operations(String url, Clock clock) {
        return JournalOperations.open(PostgresqlJournalTest.address(url), clock);
    }
}
