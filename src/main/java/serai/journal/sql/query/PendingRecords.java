package serai.journal.sql.query;

import serai.journal.sql.batch.DamagedBatchException;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/**
 * Finds records that are named for a destination and have no state of their own, by the kinds of batches and without a body.
 *
 * @param rows  what the journal is read with
 * @param place the journal's name in messages
 */
public record PendingRecords(Rows rows, String place, KnownKinds kinds, String destination) {

    /** Number of sequence numbers that one query covers. */
    private static final long WINDOW = 20_000;
    private static final Kind UNKNOWN = new Kind("", "unknown", false, "");

    /** Takes one record after the other. */
    @FunctionalInterface
    public interface Visitor {
        /** @return whether to go on */
        boolean visit(long seq, Kind kind);
    }

    /**
     * Passes the records behind {@code after} and up to {@code last} on, in the order of their numbers.
     *
     * @throws serai.journal.DamagedRecordException if a batch is damaged, so that its records' kinds are unknown
     */
    void each(long after, long last, Visitor visitor) throws SQLException {
        each(after, last, false, visitor);
    }

    /** The same, with all records of a batch whose records' kinds are unknown; the type of these is {@code unknown}. */
    public void eachAndUnknown(long after, long last, Visitor visitor) throws SQLException {
        each(after, last, true, visitor);
    }

    private void each(long after, long last, boolean unknownToo, Visitor visitor) throws SQLException {
        kinds.refresh(rows);
        boolean[] more = {true};
        for (long from = after; from < last && more[0]; from += WINDOW) {
            long end = Math.min(last, from + WINDOW);
            long begin = from;
            Set<Long> aside = aside(begin, end);
            rows.rows(StoredBatch.BETWEEN, row -> {
                StoredBatch batch = new StoredBatch(row);
                try {
                    more[0] = visit(batch, numbers(batch, unknownToo), begin, end, aside, visitor);
                } catch (DamagedBatchException e) {
                    long undecided = batch.firstWithout(begin, end, aside::contains);
                    if (undecided <= end) {
                        throw batch.damaged(place, destination, undecided, e);
                    }
                }
                return more[0] ? Boolean.TRUE : null;
            }, begin + 1, end);
        }
    }

    /** The numbers of kinds; 0 for each if they are unknown. */
    private static int[] numbers(StoredBatch batch, boolean unknownToo) throws SQLException, DamagedBatchException {
        try {
            return batch.kinds();
        } catch (DamagedBatchException e) {
            if (unknownToo) {
                return new int[batch.count()];
            }
            throw e;
        }
    }

    private boolean visit(StoredBatch batch, int[] numbers, long after, long end, Set<Long> aside, Visitor visitor)
            throws DamagedBatchException {
        for (int i = 0; i < numbers.length; i++) {
            long seq = batch.baseSeq() + i;
            boolean named = numbers[i] == 0 || kinds.names(numbers[i], destination);
            if (named && seq > after && seq <= end && !aside.contains(seq)
                    && !visitor.visit(seq, Objects.requireNonNullElse(kinds.kind(numbers[i]), UNKNOWN))) {
                return false;
            }
        }
        return true;
    }

    /** The sequence numbers, after the first and up to the second, of records with a state of their own. */
    Set<Long> aside(long after, long end) throws SQLException {
        return new HashSet<>(rows.rows("SELECT seq FROM aside WHERE destination = ? AND seq > ? AND seq <= ?",
                row -> row.getLong(1), destination, after, end));
    }
}
