package serai.journal.postgresql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * The tables {@code instance} and {@code lease}, all by the database's clock.
 *
 * @param connection of its own, in a transaction that the caller ends
 * @param lasting    how long a lease lasts from its last renewal
 */
record LeaseTable(Connection connection, Instance instance, Duration lasting) {

    /** How long an instance that is gone stays listed. */
    private static final String LISTED = "1 day";

    /** A lease of some instance. */
    record Entry(UUID instance, long epoch, boolean lasts) {
    }

    /**
     * Notes that this instance lives, and forgets those that are gone for long.
     *
     * @param wants to how many destinations it could deliver
     */
    void seen(int wants) throws SQLException {
        update("""
                INSERT INTO instance (id, host, version, begun_at, seen_at, wants)
                VALUES (?, ?, ?, clock_timestamp(), clock_timestamp(), ?)
                ON CONFLICT (id) DO UPDATE SET seen_at = clock_timestamp(), wants = excluded.wants""", instance.id(),
                instance.name(), instance.version(), wants);
        update("DELETE FROM instance WHERE seen_at < clock_timestamp() - interval '%s'".formatted(LISTED));
    }

    /** The number of other instances that live and could deliver. */
    int others() throws SQLException {
        try (PreparedStatement select = prepare("""
                SELECT count(*) FROM instance
                WHERE wants > 0 AND id <> ? AND seen_at > clock_timestamp() - ? * interval '1 millisecond'""",
                instance.id(), lasting.toMillis()); ResultSet row = select.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    Map<String, Entry> all() throws SQLException {
        Map<String, Entry> all = new HashMap<>();
        try (PreparedStatement select =
                prepare("SELECT destination, instance, epoch, until > clock_timestamp() FROM lease");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                all.put(row.getString(1), new Entry(row.getObject(2, UUID.class), row.getLong(3), row.getBoolean(4)));
            }
        }
        return all;
    }

    /** @return whether the lease is still this instance's, under that epoch */
    boolean renew(String destination, long epoch) throws SQLException {
        return update("""
                UPDATE lease SET until = clock_timestamp() + ? * interval '1 millisecond'
                WHERE destination = ? AND instance = ? AND epoch = ?""", lasting.toMillis(), destination, instance.id(),
                epoch) == 1;
    }

    /** @return the new epoch; empty if another instance has the lease */
    OptionalLong take(String destination) throws SQLException {
        try (PreparedStatement insert = prepare("""
                INSERT INTO lease (destination, instance, epoch, until)
                VALUES (?, ?, 1, clock_timestamp() + ? * interval '1 millisecond')
                ON CONFLICT (destination) DO UPDATE
                SET instance = excluded.instance, epoch = lease.epoch + 1, until = excluded.until
                WHERE lease.until <= clock_timestamp() RETURNING epoch""", destination, instance.id(), lasting.toMillis());
                ResultSet row = insert.executeQuery()) {
            return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
        }
    }

    /** Ends a lease of this instance at once. The epoch stays in the row, so whoever takes the lease next gets a higher one. */
    void giveBack(String destination, long epoch) throws SQLException {
        update("""
                UPDATE lease SET until = clock_timestamp() - interval '1 millisecond'
                WHERE destination = ? AND instance = ? AND epoch = ?""", destination, instance.id(), epoch);
    }

    /** Ends all leases of this instance, and its entry. */
    void leave() throws SQLException {
        update("UPDATE lease SET until = clock_timestamp() - interval '1 millisecond' WHERE instance = ?", instance.id());
        update("DELETE FROM instance WHERE id = ?", instance.id());
    }

    private int update(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(sql, parameters)) {
            return statement.executeUpdate();
        }
    }

    private PreparedStatement prepare(String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }
}
