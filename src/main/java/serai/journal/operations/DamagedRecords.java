package serai.journal.operations;

import serai.journal.DeadLetterId;
import serai.journal.DeadLetterId.Content;
import serai.journal.JournalWriter;
import serai.journal.RecordState;
import serai.journal.sql.batch.BatchedRecord;
import serai.journal.sql.batch.DamagedBatchException;
import serai.journal.sql.query.BatchWatch;
import serai.journal.sql.query.DeliveryReader;
import serai.journal.sql.query.JournalQuery;
import serai.journal.sql.query.Kind;
import serai.journal.sql.query.KnownKinds;
import serai.journal.sql.query.MissingBatches;
import serai.journal.sql.query.PendingRecords;
import serai.journal.sql.query.Rows;
import serai.journal.sql.query.StoredBatch;
import serai.journal.sql.write.DestinationCounters;
import serai.journal.sql.write.Transaction;
import serai.model.CanonicalJson;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Pending records that are damaged, or missing. Serai never skips one. An operator can drop one by the id that it would have as
 * a dead letter; that also drops the other pending records that its batch has for the destination.
 */
final class DamagedRecords {

    /**
     * Records that can't be read: those with sequence numbers behind {@code after}, up to {@code upTo}. If both are the same,
     * no record is damaged.
     */
    private record Damaged(long after, long upTo) {
    }

    /** Number of missing records that are dropped at once, at the most. */
    private static final long AT_ONCE = 20_000;

    private DamagedRecords() {
    }

    /** Whether the id names a damaged record that is pending for its destination. */
    static boolean isOne(JournalQuery reading, DeadLetterId id) {
        try {
            return id.content() == Content.RECORD && !pending(reading, id).isEmpty();
        } catch (SQLException e) {
            throw new IllegalStateException(e); // a JournalQuery throws none
        }
    }

    /**
     * Drops what the damaged batch of a record has pending for the destination.
     *
     * @return the ids of those that were dropped; none if the record is not pending, or not damaged
     */
    static List<DeadLetterId> drop(Transaction transaction, DeadLetterId id, String why, long now) throws SQLException {
        List<DeadLetterId> dropped = new ArrayList<>();
        for (Damaged damaged : pending(transaction, id)) {
            dropPending(transaction, id.of(), damaged.after, damaged.upTo, why, now)
                    .forEach(seq -> dropped.add(new DeadLetterId(Content.RECORD, id.of(), seq)));
        }
        return dropped;
    }

    /**
     * The damaged records around the one that the id names, behind the cursor; none if that record is not pending, or not
     * damaged.
     */
    private static List<Damaged> pending(Rows rows, DeadLetterId id) throws SQLException {
        long seq = id.nr();
        Optional<Long> cursor = id.of().equals(JournalWriter.UNROUTED) ? Optional.empty() // all of these stand aside
                : DeliveryReader.cursor(rows, id.of()).filter(passed -> passed < seq);
        if (cursor.isEmpty() || !isPending(rows, id)) {
            return List.of();
        }
        MissingBatches missing = BatchWatch.around(rows, cursor.get(), seq);
        if (missing != null) {
            long after = Math.max(cursor.get(), missing.first() - 1);
            return List.of(new Damaged(after, Math.min(missing.last(), Math.max(seq, after + AT_ONCE))));
        }
        KnownKinds kinds = KnownKinds.all(rows);
        List<Damaged> found = new ArrayList<>();
        for (Damaged damaged : rows.rows(StoredBatch.BETWEEN, row -> damaged(new StoredBatch(row), seq, kinds), seq, seq)) {
            if (damaged.upTo > damaged.after) {
                found.add(new Damaged(Math.max(cursor.get(), damaged.after), damaged.upTo));
            }
        }
        return found;
    }

    private static boolean isPending(Rows rows, DeadLetterId id) throws SQLException {
        boolean[] pending = {false};
        new PendingRecords(rows, "", KnownKinds.ofDestinations(), id.of()).eachAndUnknown(id.nr() - 1, id.nr(),
                (seq, kind, receivedAt) -> {
                    pending[0] = true;
                    return true;
                });
        return pending[0];
    }

    private static Damaged damaged(StoredBatch batch, long seq, KnownKinds kinds) throws SQLException {
        try {
            if (batch.lastSeq() >= seq) {
                BatchedRecord record = batch.body().record(seq);
                CanonicalJson.read(record.json());
                if (!kinds.isKnown(record.kind(), batch.beside())) {
                    return new Damaged(seq - 1, seq);
                }
            }
            return new Damaged(seq, seq);
        } catch (DamagedBatchException e) {
            return new Damaged(batch.baseSeq() - 1, batch.lastSeq());
        } catch (IllegalArgumentException e) {
            return new Damaged(seq - 1, seq);
        }
    }

    /**
     * Drops what is pending for a destination in a range of sequence numbers, damaged or not. Numbers that were not given to a
     * record yet stay: a record that gets one later is to be delivered.
     *
     * @return the sequence numbers of those that were dropped
     */
    static List<Long> dropPending(Transaction transaction, String destination, long after, long upTo, String why, long now)
            throws SQLException {
        Map<Long, Kind> kinds = new LinkedHashMap<>();
        PendingRecords pending = new PendingRecords(transaction, "the journal", KnownKinds.ofDestinations(), destination);
        pending.eachAndUnknown(after, Math.min(upTo, StoredBatch.lastSeq(transaction)), (seq, kind, receivedAt) -> {
            kinds.put(seq, kind);
            return true;
        });
        for (Map.Entry<Long, Kind> one : kinds.entrySet()) {
            transaction.update("""
                    INSERT INTO aside (destination, seq, type, state, counted, why, changed_at)
                    VALUES (?, ?, ?, 'dropped', 'dropped', ?, ?)""", destination, one.getKey(), one.getValue().type(), why, now);
        }
        long counted = kinds.containsValue(PendingRecords.UNKNOWN) ? Math.min(kinds.size(), uncounted(transaction, pending, after))
                : kinds.size();
        new DestinationCounters(transaction).move(destination, RecordState.PENDING, RecordState.DROPPED, counted);
        return List.copyOf(kinds.keySet());
    }

    /**
     * By how many the counter of pending records exceeds the records known to be pending: for which destinations some of the
     * dropped records were is not known.
     */
    private static long uncounted(Transaction transaction, PendingRecords pending, long after) throws SQLException {
        long[] left = {transaction.rows("SELECT count(*) FROM aside WHERE destination = ? AND counted = 'pending'",
                row -> row.getLong(1), pending.destination()).get(0)};
        pending.eachAndUnknown(after, StoredBatch.lastSeq(transaction), (seq, kind, receivedAt) -> {
            left[0] += kind.equals(PendingRecords.UNKNOWN) ? 0 : 1;
            return true;
        });
        long counter = transaction.rows("SELECT pending FROM destination WHERE name = ?", row -> row.getLong(1),
                pending.destination()).get(0);
        return Math.max(0, counter - left[0]);
    }
}
