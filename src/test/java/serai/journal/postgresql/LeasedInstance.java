package serai.journal.postgresql;

import serai.journal.Appended;
import serai.journal.sql.write.JournalBounds;
import serai.model.LearningRecord;
import serai.threads.SupervisedThread;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** An instance whose leases a test can look at. */
record LeasedInstance(PostgresqlJournal journal, Leases leases) {

    private static final Duration RETENTION = Duration.ofDays(30);

    /** Identities are kept for ever. */
    static LeasedInstance open(int number, String url, Clock clock, List<String> destinations) throws SQLException {
        return open(number, url, clock, Duration.ZERO, destinations);
    }

    /** @param dedup how long identities are kept */
    static LeasedInstance open(int number, String url, Clock clock, Duration dedup, List<String> destinations)
            throws SQLException {
        PostgresqlAddress address = PostgresqlJournalTest.address(url);
        JournalConnections connections = new JournalConnections(address);
        PostgresqlSchema.migrate(connections, address.place());
        Leases leases = new Leases(connections, PostgresqlJournalTest.instance("member-" + number));
        PostgresqlJournal journal = new PostgresqlJournal(
                new SharedTables(connections, connections.pool(), address.place(), leases),
                connections, new JournalBounds(10_000, 1 << 20, 10, 0, RETENTION, dedup), clock, SupervisedThread::tasks);
        destinations.forEach(name -> journal.onAppend(name, () -> {
        }));
        return new LeasedInstance(journal, leases);
    }

    CompletableFuture<Appended> submit(LearningRecord record, Set<String> names) {
        return journal.append(record, names).toCompletableFuture();
    }
}
