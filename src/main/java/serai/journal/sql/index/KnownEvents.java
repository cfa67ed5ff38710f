package serai.journal.sql.index;

import org.jspecify.annotations.Nullable;
import serai.journal.sql.index.BulkInsert.Column;
import serai.journal.sql.query.ColumnCodec;
import serai.journal.sql.query.Statements;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The identities of known events, with a digest of each one's content, which decide what is a duplicate. */
final class KnownEvents implements StagedIndex {

    private record Identity(long occurredAt, UUID id) implements Comparable<Identity> {

        /** As the table is sorted: a UUID's bytes have no sign. */
        @Override
        public int compareTo(Identity other) {
            int byTime = Long.compare(occurredAt, other.occurredAt);
            int byHigh = byTime != 0 ? byTime
                    : Long.compareUnsigned(id.getMostSignificantBits(), other.id.getMostSignificantBits());
            return byHigh != 0 ? byHigh : Long.compareUnsigned(id.getLeastSignificantBits(), other.id.getLeastSignificantBits());
        }
    }

    private record Known(byte[] digest, long receivedDay) {
    }

    private record Entry(Identity identity, Known known) {
    }

    private static final BulkInsert<Entry> INSERT = new BulkInsert<>("identity", "occurred_at, id", List.of(
            Column.ofNumbers("occurred_at", entry -> entry.identity.occurredAt),
            Column.ofBytes("id", entry -> ColumnCodec.bytes(entry.identity.id)),
            Column.ofBytes("digest", entry -> entry.known.digest),
            Column.ofNumbers("received_day", entry -> entry.known.receivedDay)));

    private final Statements statements;
    private final Map<Identity, Known> newest = new HashMap<>();
    private final List<Identity> added = new ArrayList<>();
    private long lastSorted;

    KnownEvents(Statements statements) {
        this.statements = statements;
    }

    /** @return the digest of the known event's content; null if the event is not known */
    byte @Nullable [] digest(long occurredAt, UUID id) throws SQLException {
        Known known = newest.get(new Identity(occurredAt, id));
        return known != null ? known.digest : occurredAt <= lastSorted ? sortedDigest(occurredAt, id) : null;
    }

    private byte @Nullable [] sortedDigest(long occurredAt, UUID id) throws SQLException {
        PreparedStatement select = statements.prepare("SELECT digest FROM identity WHERE occurred_at = ? AND id = ?");
        select.setLong(1, occurredAt);
        select.setBytes(2, ColumnCodec.bytes(id));
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? row.getBytes(1) : null;
        }
    }

    /** @param receivedDay days since 1970-01-01 */
    void add(long occurredAt, UUID id, byte[] digest, long receivedDay) {
        Identity identity = new Identity(occurredAt, id);
        if (newest.putIfAbsent(identity, new Known(digest, receivedDay)) == null) {
            added.add(identity);
        }
    }

    /** Whether an event in memory was received before that day; days since 1970-01-01. */
    boolean isAnyReceivedBefore(long day) {
        return newest.values().stream().anyMatch(known -> known.receivedDay < day);
    }

    /** Looks up what is the latest time in the table, beyond which it needs no query. */
    void lookUpLast() throws SQLException {
        lastSorted = statements.number("SELECT coalesce(max(occurred_at), %s) FROM identity".formatted(Long.MIN_VALUE));
    }

    @Override
    public int size() {
        return newest.size();
    }

    @Override
    public void sort() throws SQLException {
        List<Entry> sorted = new ArrayList<>(newest.size());
        newest.forEach((identity, known) -> sorted.add(new Entry(identity, known)));
        sorted.sort(Comparator.comparing(Entry::identity));
        lookUpLast(); // what is later than all in the table can't be there
        int known = 0;
        while (known < sorted.size() && sorted.get(known).identity.occurredAt <= lastSorted) {
            known++;
        }
        INSERT.insert(statements, sorted, known);
        lookUpLast();
    }

    @Override
    public void clear() {
        newest.clear();
        added.clear();
    }

    @Override
    public void rolledBack() {
        newest.keySet().removeAll(added);
        added.clear();
    }

    @Override
    public void committed() {
        added.clear();
    }
}
