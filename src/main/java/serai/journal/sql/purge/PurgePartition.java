package serai.journal.sql.purge;

import serai.journal.JournalWriter;
import serai.journal.sql.index.PurgedNumbers;
import serai.journal.sql.query.JournalQuery;
import serai.journal.sql.query.Rows;
import serai.journal.sql.query.StoredBatch;
import serai.journal.sql.write.Transaction;
import serai.journal.sql.write.Write;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Deletes all batches of a partition at once, in one transaction: each was received before a time, and every destination has
 * passed them. What else stands of their records is treated as in {@link Purge}.
 *
 * @param old what is purged
 */
record PurgePartition(Partitions partitions, Old old) implements Write<Long> {

    /**
     * A partition of which all is old enough.
     *
     * @param after   the last sequence number of the batch before it; what is missing behind that is purged with it
     * @param lastSeq the last one of its own
     */
    record Old(Partitions.Partition partition, long after, long lastSeq) {
    }

    private static final String BATCHES = "SELECT %s FROM record_batch WHERE base_seq >= ? AND base_seq < ?";
    private static final String YOUNGEST = BATCHES.formatted("max(received_to)");
    private static final String LAST = BATCHES.formatted(StoredBatch.HEADS) + " ORDER BY base_seq DESC LIMIT 1";
    private static final String ANY = BATCHES.formatted("1") + " LIMIT 1";
    private static final String PASSED = "SELECT coalesce(min(cursor), %s) FROM destination WHERE name <> '%s'"
            .formatted(Long.MAX_VALUE, JournalWriter.UNROUTED);
    private static final String PURGED =
            "SELECT first_seq, last_seq FROM purged WHERE last_seq > ? AND first_seq <= ?";

    /**
     * Finds partitions that are old enough, outside the transaction, since no batch is added to a filled partition. Whether
     * every destination has passed one is checked again inside.
     *
     * @param before partitions with a batch received at that time or later are left out; microseconds since 1970
     */
    static List<Old> find(JournalQuery reading, Partitions partitions, long before) throws SQLException {
        long lastSeq = StoredBatch.lastSeq(reading);
        long passed = passed(reading);
        return partitions.all(reading).stream().filter(one -> one.isFilled(lastSeq) && isBefore(reading, one, before))
                .map(one -> new Old(one, lastSeq(reading, 0, one.first()), lastSeq(reading, one.first(), one.end())))
                .filter(old -> old.lastSeq <= passed).toList();
    }

    private static boolean isBefore(JournalQuery reading, Partitions.Partition one, long before) {
        // Without a batch there is no time, which counts as 0.
        long youngest = reading.rows(YOUNGEST, row -> row.getLong(1), one.first(), one.end()).get(0);
        return youngest > 0 && youngest < before;
    }

    /** The last sequence number of the batches with these base numbers; the one before them if there is none. */
    private static long lastSeq(JournalQuery reading, long from, long end) {
        return reading.rows(LAST, row -> new StoredBatch(row).lastSeq(), from, end).stream().findFirst()
                .orElse(Math.max(0, from - 1));
    }

    private static long passed(Rows rows) throws SQLException {
        return rows.rows(PASSED, row -> row.getLong(1)).get(0);
    }

    /**
     * @return the number of records purged; 0 if a destination has not passed them, if somebody is reading the partition, or if
     *         another instance has emptied it meanwhile
     */
    @Override
    public Long apply(Transaction transaction) throws SQLException {
        if (old.lastSeq > passed(transaction) || !hasBatches(transaction)) {
            return 0L;
        }
        if (old.lastSeq > transaction.newest().sortedUpTo()) {
            transaction.newest().sort(); // before the batches that it reads are gone
        }
        if (!partitions.empty(transaction, old.partition)) {
            return 0L;
        }
        long before = transaction.rows(PURGED, this::within, old.after, old.lastSeq).stream().mapToLong(Long::longValue).sum();
        PurgedNumbers.note(transaction, old.after + 1, old.lastSeq);
        Purge.deleteRest(transaction, old.after, old.lastSeq);
        return old.lastSeq - old.after - before;
    }

    /** Nobody drops a partition in which a batch was seen before this transaction ends. */
    private boolean hasBatches(Transaction transaction) throws SQLException {
        Partitions.Partition partition = old.partition;
        return !transaction.rows(ANY, row -> true, partition.first(), partition.end()).isEmpty();
    }

    /** How many numbers of this range a row of {@code purged} covers. */
    private long within(ResultSet row) throws SQLException {
        return Math.min(row.getLong(2), old.lastSeq) - Math.max(row.getLong(1), old.after + 1) + 1;
    }
}
