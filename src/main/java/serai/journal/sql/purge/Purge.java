package serai.journal.sql.purge;

import serai.journal.JournalWriter;
import serai.journal.sql.batch.DamagedBatchException;
import serai.journal.sql.index.PurgedNumbers;
import serai.journal.sql.query.BatchWatch;
import serai.journal.sql.query.JournalQuery;
import serai.journal.sql.query.KnownKinds;
import serai.journal.sql.query.MissingBatches;
import serai.journal.sql.query.RecordRow;
import serai.journal.sql.query.StoredBatch;
import serai.journal.sql.write.LeftOutRecords;
import serai.journal.sql.write.Transaction;
import serai.journal.sql.write.UnbatchedRecord;
import serai.journal.sql.write.Write;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * Deletes the record batches in a range of sequence numbers that are no longer needed, in one transaction: those received before a
 * time, of which no record is pending behind a destination's cursor. What is held, requeued, dead or unrouted has copies of its
 * own, which stay. Rows in {@code aside} and {@code failed_attempt} of other records are deleted with them; identities stay. A
 * row behind its destination's cursor stays until the cursor has passed it, but without its content: it tells a delivery that has
 * the record in hand what was decided. A purge of all ranges ends with {@link #deleteNotes}.
 *
 * @param after  sequence number behind which the range begins
 * @param upTo   the last sequence number of the range
 * @param before batches with a record received at that time or later are kept; microseconds since 1970
 */
record Purge(long after, long upTo, long before) implements Write<Integer> {

    /** How many rows of batches that are gone one transaction deletes. */
    private static final int DECIDED_MAX = 500;
    /** Whether the record of a row in a table was purged. */
    private static final String PURGED =
            "(SELECT first_seq FROM purged WHERE last_seq >= %1$s.seq ORDER BY last_seq LIMIT 1) <= %1$s.seq";
    /** That a row in {@code aside} is decided about. */
    private static final String DECIDED = "state IN ('delivered', 'dropped')";
    /** That no delivery looks for a row in {@code aside} when it settles. No delivery settles unrouted events. */
    private static final String PASSED = """
            (destination = '%s' OR seq <= (SELECT cursor FROM destination WHERE name = aside.destination))"""
            .formatted(JournalWriter.UNROUTED);

    private record Reader(String destination, long cursor) {
    }

    /** The key of a row in {@code aside} that was delivered or dropped. */
    record Decided(String destination, long seq) {
    }

    /**
     * A batch.
     *
     * @param firstSeq its first sequence number; or that of batches that are missing before it and that every destination has
     *                 passed: they are as old, and are purged with it
     * @param count    0 if it is not purged
     */
    private record Old(long firstSeq, long baseSeq, int count) {
    }

    @Override
    public Integer apply(Transaction transaction) throws SQLException {
        KnownKinds kinds = KnownKinds.all(transaction);
        List<Reader> readers = transaction.rows("SELECT name, cursor FROM destination WHERE name <> ?",
                row -> new Reader(row.getString(1), row.getLong(2)), JournalWriter.UNROUTED);
        long read = readers.stream().mapToLong(Reader::cursor).min().orElse(Long.MAX_VALUE);
        BatchWatch sequence = new BatchWatch(after);
        List<Old> old = transaction.rows(StoredBatch.HEADS_BETWEEN, row -> {
            StoredBatch batch = new StoredBatch(row);
            List<MissingBatches> missing = sequence.next(batch);
            boolean kept =
                    batch.baseSeq() <= after || batch.receivedTo() >= before || isPending(transaction, batch, readers, kinds);
            boolean withMissing = !missing.isEmpty() && missing.get(missing.size() - 1).last() <= read;
            return new Old(withMissing ? missing.get(0).first() : batch.baseSeq(), batch.baseSeq(), kept ? 0 : batch.count());
        }, after + 1, upTo);
        int purged = 0;
        for (Old batch : old) {
            if (batch.count > 0) {
                delete(transaction, batch);
                purged += batch.count;
            }
        }
        if (purged > 0) {
            deleteRest(transaction, after, upTo);
        }
        return purged;
    }

    /**
     * Deletes which records were left out, and whose they are, of records that have no batch any more. Reads these tables as a
     * whole, so a purge does this once.
     */
    static void deleteNotes(Transaction transaction) throws SQLException {
        LeftOutRecords.purge(transaction);
        transaction.update("DELETE FROM learner_run WHERE last_seq < (%s)".formatted(StoredBatch.FIRST_SEQ));
    }

    /**
     * Deletes what else is left of records that have no batch any more.
     *
     * @param after sequence number behind which they are looked for
     * @param upTo  the last one
     */
    static void deleteRest(Transaction transaction, long after, long upTo) throws SQLException {
        deleteRest(transaction, after, upTo, "aside", "AND %s AND %s".formatted(DECIDED, PASSED));
        deleteRest(transaction, after, upTo, "failed_attempt", """
                AND NOT EXISTS (SELECT 1 FROM aside WHERE aside.destination = failed_attempt.destination
                                AND aside.seq = failed_attempt.seq)""");
    }

    /**
     * Finds some rows that were delivered or dropped only after their records' batches were purged, or whose content is still
     * there; empty if there are no more.
     */
    static List<Decided> decided(JournalQuery reading) {
        return reading.rows("""
                SELECT destination, seq FROM aside
                WHERE destination IN (SELECT name FROM destination) AND %s AND (%s OR %s OR why IS NOT NULL) AND %s LIMIT ?"""
                .formatted(DECIDED, PASSED, UnbatchedRecord.HAS_CONTENT, PURGED.formatted("aside")),
                row -> new Decided(row.getString(1), row.getLong(2)), DECIDED_MAX);
    }

    /** Deletes these rows or their content, unless an operator has changed one meanwhile. */
    static Write.WithoutResult delete(List<Decided> decided) {
        String which = " WHERE destination = ? AND seq = ? AND " + DECIDED;
        return transaction -> {
            for (Decided one : decided) {
                if (transaction.update("DELETE FROM aside" + which + " AND " + PASSED, one.destination, one.seq) > 0
                        || transaction.update("UPDATE aside SET why = NULL, " + UnbatchedRecord.NO_CONTENT + which, one.destination,
                                one.seq) > 0) {
                    transaction.update(UnbatchedRecord.DELETE_ATTEMPTS, one.destination, one.seq);
                }
            }
        };
    }

    /** Whether a record of the batch is behind the cursor of a destination that it is named for, and has no row of its own. */
    private boolean isPending(Transaction transaction, StoredBatch batch, List<Reader> readers, KnownKinds kinds)
            throws SQLException {
        for (Reader reader : readers) {
            if (reader.cursor < batch.lastSeq() && isPending(transaction, batch, reader, kinds)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPending(Transaction transaction, StoredBatch batch, Reader reader, KnownKinds kinds)
            throws SQLException {
        Set<Long> aside = RecordRow.between(transaction, reader.destination, Math.max(reader.cursor, batch.baseSeq() - 1),
                batch.lastSeq());
        try {
            int[] numbers = batch.kinds();
            for (int i = 0; i < numbers.length; i++) {
                long seq = batch.baseSeq() + i;
                if (seq > reader.cursor && !aside.contains(seq) && kinds.names(numbers[i], reader.destination)) {
                    return true;
                }
            }
            return false;
        } catch (DamagedBatchException e) {
            return true; // until every destination has passed it
        }
    }

    private static void delete(Transaction transaction, Old batch) throws SQLException {
        long last = batch.baseSeq + batch.count - 1;
        if (last > transaction.newest().sortedUpTo()) {
            transaction.newest().sort(); // before the batches that it reads are gone
        }
        transaction.update("DELETE FROM record_batch WHERE base_seq = ?", batch.baseSeq);
        PurgedNumbers.note(transaction, batch.firstSeq, last);
    }

    private static void deleteRest(Transaction transaction, long after, long upTo, String table, String which) throws SQLException {
        transaction.update("""
                DELETE FROM %1$s
                WHERE destination IN (SELECT name FROM destination) AND seq > ? AND seq <= ? %2$s
                  AND %3$s""".formatted(table, which, PURGED.formatted(table)), after, upTo);
    }
}
