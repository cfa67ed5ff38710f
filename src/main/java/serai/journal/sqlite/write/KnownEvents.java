package serai.journal.sqlite.write;

import org.jspecify.annotations.Nullable;
import serai.journal.sqlite.query.ColumnCodec;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The identities of known events, with a digest of each one's content. {@link Append} decides by them what is a duplicate. */
final class KnownEvents extends StagedIndex {

    private static final int NEWEST_MAX = 16_384;

    private record Identity(long occurredAt, UUID id) {
    }

    private final Transaction transaction;
    private final Map<Identity, byte[]> newest = new HashMap<>();
    private long lastSorted;

    KnownEvents(Transaction transaction) {
        this.transaction = transaction;
    }

    /** @return the digest of the known event's content; null if the event is not known */
    byte @Nullable [] digest(long occurredAt, UUID id) throws SQLException {
        byte[] digest = newest.get(new Identity(occurredAt, id));
        return digest == null && occurredAt <= lastSorted ? sortedDigest(occurredAt, id) : digest;
    }

    private byte @Nullable [] sortedDigest(long occurredAt, UUID id) throws SQLException {
        PreparedStatement select = transaction.prepare("SELECT digest FROM identity WHERE occurred_at = ? AND id = ?");
        select.setLong(1, occurredAt);
        select.setBytes(2, ColumnCodec.bytes(id));
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? row.getBytes(1) : null;
        }
    }

    /** @param receivedDay days since 1970-01-01 */
    void add(long occurredAt, UUID id, byte[] digest, long receivedDay) throws SQLException {
        PreparedStatement insert = transaction.prepare(
                "INSERT INTO newest_identity (occurred_at, id, digest, received_day) VALUES (?, ?, ?, ?)");
        insert.setLong(1, occurredAt);
        insert.setBytes(2, ColumnCodec.bytes(id));
        insert.setBytes(3, digest);
        insert.setLong(4, receivedDay);
        insert.executeUpdate();
        newest.put(new Identity(occurredAt, id), digest);
    }

    @Override
    boolean isMany() {
        return newest.size() >= NEWEST_MAX;
    }

    @Override
    void sort() throws SQLException {
        transaction.update("""
                INSERT INTO identity (occurred_at, id, digest, received_day)
                SELECT occurred_at, id, digest, received_day FROM newest_identity WHERE true ORDER BY occurred_at, id
                ON CONFLICT (occurred_at, id) DO NOTHING""");
        transaction.update("DELETE FROM newest_identity");
        lastSorted = transaction.number("SELECT coalesce(max(occurred_at), %s) FROM identity".formatted(Long.MIN_VALUE));
        newest.clear();
    }
}
