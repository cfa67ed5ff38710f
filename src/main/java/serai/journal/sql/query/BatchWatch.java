package serai.journal.sql.query;

import org.jspecify.annotations.Nullable;
import serai.journal.DamagedRecordException;
import serai.journal.sql.batch.BatchedRecord;
import serai.journal.sql.batch.DamagedBatchException;
import serai.journal.sql.batch.RecordBatch;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Follows batches in the order of their numbers, and finds what is missing: sequence numbers that neither a batch has nor the
 * journal remembers as purged. So a lost batch is reported as a damaged one is.
 */
public final class BatchWatch {

    private static final String PURGED =
            "SELECT first_seq, last_seq FROM purged WHERE last_seq > ? AND first_seq <= ? ORDER BY last_seq";

    private static final String NEXT = "SELECT coalesce(min(base_seq) - 1, ?) FROM record_batch WHERE base_seq > ?";

    private record Range(long first, long last) {
    }

    /** The sequence number up to which nothing is missing; behind a damaged batch, as far as its row tells. */
    private long whole;
    private boolean countKnown = true;
    private long receivedAt = MissingBatches.UNKNOWN;

    /** @param after what is missing up to this sequence number is not looked for */
    public BatchWatch(long after) {
        whole = after;
    }

    /**
     * Goes on to the next batch.
     *
     * @return what is missing before it, in the order of its numbers
     */
    public List<MissingBatches> next(StoredBatch batch) throws SQLException {
        if (!countKnown) { // the last batch has no more records than fit before this one
            whole = Math.min(whole, batch.wholeFrom() - 1);
        }
        long last = batch.wholeFrom() - 1;
        List<MissingBatches> found = whole >= last ? List.of()
                // One that reaches further, though a batch has the next number, is damaged.
                : missing(purged(batch.beside(), last).stream().filter(range -> range.last <= last).toList(), last,
                        batch.receivedFrom());
        whole = Math.max(whole, batch.lastSeq());
        countKnown = batch.isCountKnown();
        receivedAt = batch.receivedTo();
        return found;
    }

    /**
     * Ends at a sequence number that was given to a record.
     *
     * @param rows queried after the last batch was read: what was purged meanwhile is not missing
     * @return what is missing behind the last batch, in the order of its numbers
     */
    public List<MissingBatches> end(Rows rows, long lastSeq) throws SQLException {
        return whole >= lastSeq ? List.of() : missing(purged(rows, lastSeq), lastSeq, MissingBatches.UNKNOWN);
    }

    private List<Range> purged(Rows rows, long last) throws SQLException {
        return rows.rows(PURGED, row -> new Range(row.getLong(1), row.getLong(2)), whole, last);
    }

    /** The numbers up to the last one that are in none of these ranges. */
    private List<MissingBatches> missing(List<Range> purged, long last, long before) {
        List<MissingBatches> found = new ArrayList<>();
        long next = whole + 1;
        for (Range range : purged) {
            if (range.first > next) {
                found.add(new MissingBatches(next, range.first - 1, receivedAt, before));
            }
            next = Math.max(next, range.last + 1);
        }
        if (next <= last) {
            found.add(new MissingBatches(next, last, receivedAt, before));
        }
        return found;
    }

    /**
     * The sequence number behind which to look for the next batch. It skips purged numbers, however many, so that they cost no
     * reading.
     *
     * @param end  up to which sequence number batches were read
     * @param last the last sequence number that was given to a record
     * @return the end; if none of the batches reached it, the last one of the purged numbers that follow it up to the next batch
     */
    long purgedUpTo(Rows rows, long end, long last) throws SQLException {
        if (whole >= end || end >= last) {
            return end;
        }
        long next = Math.min(last, rows.rows(NEXT, row -> row.getLong(1), last, end).get(0));
        List<MissingBatches> missing = new BatchWatch(end).end(rows, next);
        return missing.isEmpty() ? next : missing.get(0).first() - 1;
    }

    /**
     * Finds the missing batches around a sequence number.
     *
     * @param after what is missing up to this sequence number is not looked for
     * @return null if the number is not missing
     */
    public static @Nullable MissingBatches around(Rows rows, long after, long seq) throws SQLException {
        long last = StoredBatch.lastSeq(rows); // read the end first: all batches before it are read
        BatchWatch sequence = new BatchWatch(after);
        List<MissingBatches> found = new ArrayList<>();
        rows.rows(StoredBatch.HEADS_BETWEEN, row -> {
            StoredBatch batch = new StoredBatch(row);
            found.addAll(sequence.next(batch));
            return batch.lastSeq() < seq ? Boolean.TRUE : null;
        }, seq, Long.MAX_VALUE);
        found.addAll(sequence.end(rows, last));
        return found.stream().filter(missing -> missing.first() <= seq && seq <= missing.last()).findFirst().orElse(null);
    }

    /** Whether the journal remembers that a record was purged, or that no record has had its number. */
    private static boolean isPurged(Rows rows, long seq) throws SQLException {
        return !rows.rows(PURGED, row -> new Range(row.getLong(1), row.getLong(2)), seq - 1, seq).isEmpty();
    }

    /**
     * The record with a sequence number; null if it was purged, or if the number was not given yet.
     *
     * @throws DamagedRecordException if its batch is damaged, or missing
     */
    public static @Nullable BatchedRecord record(Rows rows, String place, long seq) throws SQLException {
        RecordBatch batch = batch(rows, place, seq);
        return batch == null ? null : batch.record(seq);
    }

    /**
     * The batch that has the record with a sequence number; null if it was purged, or if the number was not given yet.
     *
     * @throws DamagedRecordException if it is damaged, or missing
     */
    public static @Nullable RecordBatch batch(Rows rows, String place, long seq) throws SQLException {
        RecordBatch found = stored(rows, place, seq);
        if (found != null || seq <= 0 || seq > StoredBatch.lastSeq(rows)) {
            return found;
        }
        RecordBatch appended = stored(rows, place, seq); // it may have been appended before the end was read
        if (appended == null && !isPurged(rows, seq)) {
            throw new MissingBatches(seq, seq, MissingBatches.UNKNOWN, MissingBatches.UNKNOWN).lost(place, null, seq);
        }
        return appended;
    }

    private static @Nullable RecordBatch stored(Rows rows, String place, long seq) throws SQLException {
        return rows.rows(StoredBatch.BETWEEN, row -> {
            StoredBatch batch = new StoredBatch(row);
            try {
                return batch.lastSeq() < seq ? null : batch.body();
            } catch (DamagedBatchException e) {
                throw batch.damaged(place, null, seq, e);
            }
        }, seq, seq).stream().findFirst().orElse(null);
    }
}
