package serai.journal.postgresql;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * The tables {@code instance} and {@code lease}. All times are those of the database's clock.
 *
 * @param connection used for nothing else, in a transaction that the caller ends
 * @param lasting    how long a lease lasts from its last renewal
 */
record LeaseTable(Connection connection, Instance instance, Duration lasting) {

    /** How long an instance that is gone stays listed. */
    private static final String LISTED = "1 day";

    /**
     * A lease of some instance.
     *
     * @param overlong whether it ends later than any instance could have set it by the database's present clock
     */
    record Entry(UUID instance, long epoch, OffsetDateTime until, boolean lasts, boolean overlong) {

        Entry ended() {
            return new Entry(instance, epoch, until, false, overlong);
        }
    }

    /**
     * Notes that this instance lives, and deletes those that have been gone for long.
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

    /** The number of other instances that live and could deliver. One that was seen in the future may be gone for long. */
    int others() throws SQLException {
        try (PreparedStatement select = prepare("""
                SELECT count(*) FROM instance
                WHERE wants > 0 AND id <> ? AND abs(extract(epoch FROM clock_timestamp() - seen_at)) * 1000 < ?""",
                instance.id(), lasting.toMillis()); ResultSet row = select.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    Map<String, Entry> all() throws SQLException {
        Map<String, Entry> all = new HashMap<>();
        try (PreparedStatement select =
                prepare("""
                        SELECT destination, instance, epoch, until, until > clock_timestamp(),
                               until > clock_timestamp() + ? * interval '1 millisecond' FROM lease""", 2 * lasting.toMillis());
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                all.put(row.getString(1), new Entry(row.getObject(2, UUID.class), row.getLong(3),
                        row.getObject(4, OffsetDateTime.class), row.getBoolean(5), row.getBoolean(6)));
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

    /**
     * @param had   the highest epoch that this instance has had; the table may know of lower ones, if its newest commits are lost
     * @param ended the lease as it was read, if it counts as ended although its row says otherwise; null if the row decides
     * @return the new epoch, which is higher; empty if another instance has the lease
     */
    OptionalLong take(String destination, long had, @Nullable Entry ended) throws SQLException {
        try (PreparedStatement insert = prepare("""
                INSERT INTO lease (destination, instance, epoch, until)
                VALUES (?, ?, ? + 1, clock_timestamp() + ? * interval '1 millisecond')
                ON CONFLICT (destination) DO UPDATE
                SET instance = excluded.instance, epoch = greatest(lease.epoch + 1, excluded.epoch), until = excluded.until
                WHERE lease.until <= clock_timestamp() OR lease.instance = ? AND lease.epoch = ? AND lease.until = ?
                RETURNING epoch""", destination, instance.id(), had, lasting.toMillis(), ended == null ? null : ended.instance,
                ended == null ? null : ended.epoch, ended == null ? null : ended.until); ResultSet row = insert.executeQuery()) {
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

    private int update(String sql, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(sql, parameters)) {
            return statement.executeUpdate();
        }
    }

    private PreparedStatement prepare(String sql, @Nullable Object... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }
}
