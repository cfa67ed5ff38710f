package serai.journal.operations.move;

import org.jspecify.annotations.Nullable;
import serai.journal.JournalUnavailableException;
import serai.journal.postgresql.PostgresqlAddress;
import serai.journal.postgresql.PostgresqlStore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A journal in PostgreSQL. */
final class MovedDatabaseStore implements MovedStore {

    private static final List<String> NUMBERED = List.of("kind", "failed_attempt", "differing", "rejected", "audit", "person_link");

    private final PostgresqlAddress address;
    private @Nullable Connection connection;
    /** The first base number for which no partition is known. */
    private long roomUpTo;

    MovedDatabaseStore(PostgresqlAddress address) {
        this.address = address;
    }

    @Override
    public String place() {
        return address.place();
    }

    @Override
    public void openSource() throws SQLException {
        connection = PostgresqlStore.connect(address, false);
        requireNoInstance();
    }

    @Override
    public void openTarget() throws SQLException {
        connection = PostgresqlStore.connect(address, true);
        requireNoInstance();
    }

    /** An instance that starts just now finds the marks, since each is made in a turn of its own. */
    private void requireNoInstance() throws SQLException {
        try (PreparedStatement select = connection().prepareStatement("""
                SELECT host FROM instance WHERE seen_at > clock_timestamp() - ? * interval '1 millisecond' ORDER BY host""")) {
            select.setLong(1, PostgresqlStore.LEASE.toMillis());
            try (ResultSet row = select.executeQuery()) {
                if (row.next()) {
                    throw new JournalUnavailableException(
                            "the instance %s runs with %s, or has ended within the last %s s: stop all instances, and try again"
                                    .formatted(row.getString(1), place(), PostgresqlStore.LEASE.toSeconds()),
                            null);
                }
            }
        }
        connection().rollback();
    }

    /** Takes two turns, so that no writer's next turn follows directly on its last one. */
    @Override
    public void takeTurn() throws SQLException {
        try (Statement statement = connection().createStatement()) {
            statement.executeUpdate("UPDATE writing SET turn = turn + 2");
        }
    }

    @Override
    public Connection connection() {
        if (connection == null) {
            throw new IllegalStateException(place() + " is not open");
        }
        return connection;
    }

    @Override
    public void makeRoom(String table, long key) throws SQLException {
        if (table.equals("record_batch") && key >= roomUpTo) {
            try (PreparedStatement make = connection().prepareStatement("SELECT make_partition(?)")) {
                make.setLong(1, key);
                try (ResultSet row = make.executeQuery()) {
                    row.next();
                    roomUpTo = row.getLong(1);
                }
            }
        }
    }

    @Override
    public Map<String, Long> sequences() throws SQLException {
        Map<String, Long> last = new TreeMap<>();
        for (String table : NUMBERED) {
            try (Statement statement = connection().createStatement();
                    ResultSet row = statement.executeQuery("SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM %s_nr_seq"
                            .formatted(table))) {
                row.next();
                last.put(table, row.getLong(1));
            }
        }
        connection().rollback();
        return last;
    }

    @Override
    public void setSequences(Map<String, Long> last) throws SQLException {
        try (PreparedStatement set =
                connection().prepareStatement("SELECT setval(pg_get_serial_sequence(?, 'nr'), greatest(?, 1), ? > 0)")) {
            for (String table : NUMBERED) {
                long number = last.getOrDefault(table, 0L);
                set.setString(1, table);
                set.setLong(2, number);
                set.setLong(3, number);
                set.execute();
            }
        }
        connection().commit();
    }

    @Override
    public void putInPlace() {
        // The journal is in its place already. It can't be opened until its mark is removed.
    }

    @Override
    public void close() throws SQLException {
        if (connection != null) {
            connection.close();
        }
    }
}
