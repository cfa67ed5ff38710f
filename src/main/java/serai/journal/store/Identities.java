package serai.journal.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Which events are known. Ids are hashes: in an index each goes to a page of its own, and a page is written for each. So the
 * newest stand apart, in the order in which they came, and in memory; when they are many, all of them are sorted into the
 * index at once.
 */
final class Identities {

    private static final int NEWEST_MAX = 16_384;
    private static final long UNKNOWN = -1;

    private record Identity(long occurredAt, UUID id) {
    }

    private final Transaction transaction;
    private final Map<Identity, byte[]> newest = new HashMap<>();
    private long lastSorted;
    private long version = UNKNOWN;

    Identities(Transaction transaction) {
        this.transaction = transaction;
    }

    /** What another connection has added is not in memory; nor is, after a rollback, certain what is. */
    void begin() throws SQLException {
        long now = transaction.number("PRAGMA data_version");
        if (now != version || newest.size() >= NEWEST_MAX) {
            sort();
            version = now;
        }
    }

    void rolledBack() {
        version = UNKNOWN;
    }

    /** @return the digest of the event as it is known; null if it is not */
    byte[] digest(long occurredAt, UUID id) throws SQLException {
        byte[] digest = newest.get(new Identity(occurredAt, id));
        return digest == null && occurredAt <= lastSorted ? sortedDigest(occurredAt, id) : digest;
    }

    private byte[] sortedDigest(long occurredAt, UUID id) throws SQLException {
        PreparedStatement select = transaction.prepare("SELECT digest FROM identity WHERE occurred_at = ? AND id = ?");
        select.setLong(1, occurredAt);
        select.setBytes(2, Columns.bytes(id));
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? row.getBytes(1) : null;
        }
    }

    /** @param receivedDay days since 1970-01-01 */
    void add(long occurredAt, UUID id, byte[] digest, long receivedDay) throws SQLException {
        PreparedStatement insert = transaction.prepare(
                "INSERT INTO newest_identity (occurred_at, id, digest, received_day) VALUES (?, ?, ?, ?)");
        insert.setLong(1, occurredAt);
        insert.setBytes(2, Columns.bytes(id));
        insert.setBytes(3, digest);
        insert.setLong(4, receivedDay);
        insert.executeUpdate();
        newest.put(new Identity(occurredAt, id), digest);
    }

    /** From now on, unless this is rolled back, all that are known stand in the index. */
    void sort() throws SQLException {
        transaction.update("""
                INSERT INTO identity (occurred_at, id, digest, received_day)
                SELECT occurred_at, id, digest, received_day FROM newest_identity WHERE true ORDER BY occurred_at, id
                ON CONFLICT (occurred_at, id) DO NOTHING""");
        transaction.update("DELETE FROM newest_identity");
        lastSorted = transaction.number("SELECT coalesce(max(occurred_at), %d) FROM identity".formatted(Long.MIN_VALUE));
        newest.clear();
    }
}
