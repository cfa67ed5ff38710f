package serai.simulation;

import serai.journal.operations.JournalOperations;
import serai.journal.postgresql.InstanceOnThread;
import serai.journal.sql.SqlJournal;
import serai.journal.sql.write.JournalBounds;
import serai.model.LearningRecord;
import serai.testkit.CallersThread;
import serai.testkit.SharedPostgres;
import serai.testkit.journal.SimulatedBooks;

import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.Random;

/** A journal in a database of its own, of which a process that crashes leaves what it has committed. */
final class SimulatedPostgresql implements SimulatedStore {

    /** So few numbers that an episode makes several partitions, and purges some. */
    private static final int PARTITION = 50;

    private final String url;

    SimulatedPostgresql() throws SQLException {
        url = SharedPostgres.copy(Empty.URL);
    }

    /** Tables that are made once: that takes as long as a hundred steps. */
    private static final class Empty {
        private static final String URL = make();

        private static String make() {
            try {
                String made = SharedPostgres.database();
                InstanceOnThread.migrate(made);
                SharedPostgres.execute(made, "CREATE OR REPLACE FUNCTION partition_length() RETURNS bigint LANGUAGE sql IMMUTABLE "
                        + "AS 'SELECT %s::bigint'".formatted(PARTITION));
                return made;
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public SqlJournal open(JournalBounds bounds, Clock clock, CallersThread thread) {
        return InstanceOnThread.open(url, bounds, clock, thread);
    }

    @Override
    public JournalOperations operations(Clock clock) {
        return InstanceOnThread.operations(url, clock);
    }

    @Override
    public SimulatedBooks books() throws SQLException {
        return new SimulatedBooks(SharedPostgres.connect(url), "SELECT turn FROM writing");
    }

    @Override
    public void crash(SqlJournal journal) throws SQLException {
        journal.close(); // it has nothing under way
        SharedPostgres.execute(url, "UPDATE lease SET until = clock_timestamp() - interval '1 ms'");
    }

    @Override
    public SqlJournal takeOver(JournalBounds bounds, Clock clock) throws SQLException {
        SharedPostgres.execute(url, """
                INSERT INTO lease (destination, instance, epoch, until)
                SELECT name, gen_random_uuid(), 1, clock_timestamp() + interval '1 hour' FROM destination
                ON CONFLICT (destination) DO UPDATE
                SET instance = excluded.instance, epoch = lease.epoch + 1, until = excluded.until""");
        return open(bounds, clock, new CallersThread());
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public void disconnect() throws SQLException {
        SharedPostgres.execute(url, """
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE datname = current_database() AND application_name = 'serai'""");
    }

    /** The server vouches for its files; what of a row is another is told by {@code PostgresqlDamagedColumnTest}. */
    @Override
    public void damage(Random random, Clock clock, Map<String, Map<Long, LearningRecord>> named) {
        // Nothing of ours.
    }

    @Override
    public void close() throws SQLException {
        SharedPostgres.drop(url);
    }
}
