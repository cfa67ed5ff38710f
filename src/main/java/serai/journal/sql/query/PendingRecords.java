package serai.journal.sql.query;

import serai.journal.sql.batch.DamagedBatchException;

import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Finds records that are named for a destination and have no state of their own, by the kinds of batches and without a body.
 *
 * @param rows  reads the journal
 * @param place the journal's name in messages
 */
public record PendingRecords(Rows rows, String place, KnownKinds kinds, String destination) {

    /** Number of sequence numbers that one query covers. */
    private static final long WINDOW = 20_000;
    /** The kind of records whose kinds are unknown. */
    public static final Kind UNKNOWN = new Kind("", "unknown", false, "");

    /** Takes one record after the other. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * @param receivedAt when the first record of its batch was received, in microseconds since 1970
         * @return whether to go on
         */
        boolean visit(long seq, Kind kind, long receivedAt);
    }

    /**
     * Passes on the records behind {@code after} and up to {@code last}, in the order of their numbers.
     *
     * @throws serai.journal.DamagedRecordException if a batch is missing, or damaged so that its records' kinds are unknown
     */
    void each(long after, long last, Visitor visitor) throws SQLException {
        each(after, last, false, visitor);
    }

    /** The same, with all records whose kinds are unknown, of missing batches too; the type of these is {@code unknown}. */
    public void eachAndUnknown(long after, long last, Visitor visitor) throws SQLException {
        each(after, last, true, visitor);
    }

    private void each(long after, long last, boolean unknownToo, Visitor visitor) throws SQLException {
        kinds.refresh(rows);
        BatchWatch sequence = new BatchWatch(after);
        boolean more = true;
        for (long from = after; from < last && more;) {
            long end = Math.min(last, from + WINDOW);
            more = new Window(from, end, aside(from, end), unknownToo, visitor).read(sequence);
            from = sequence.purgedUpTo(rows, end, last);
        }
    }

    /** The records of one query. */
    private final class Window {
        private final long after;
        private final long end;
        private final Set<Long> aside;
        private final boolean unknownToo;
        private final Visitor visitor;

        Window(long after, long end, Set<Long> aside, boolean unknownToo, Visitor visitor) {
            this.after = after;
            this.end = end;
            this.aside = aside;
            this.unknownToo = unknownToo;
            this.visitor = visitor;
        }

        /** @return whether to go on */
        boolean read(BatchWatch sequence) throws SQLException {
            boolean[] more = {true};
            rows.rows(StoredBatch.HEADS_BETWEEN, row -> {
                StoredBatch batch = new StoredBatch(row);
                more[0] = missing(sequence.next(batch)) && visit(batch);
                return more[0] ? Boolean.TRUE : null;
            }, after + 1, end);
            return more[0] && missing(sequence.end(rows, end));
        }

        private boolean missing(List<MissingBatches> missing) {
            boolean more = true;
            for (MissingBatches one : missing) {
                more = more && missing(one);
            }
            return more;
        }

        private boolean missing(MissingBatches missing) {
            if (!unknownToo) {
                long undecided = missing.firstWithout(after, end, aside::contains);
                if (undecided <= end) {
                    throw missing.lost(place, destination, undecided);
                }
                return true;
            }
            boolean more = true;
            for (long seq = Math.max(missing.first(), after + 1); seq <= Math.min(missing.last(), end) && more; seq++) {
                more = aside.contains(seq) || visitor.visit(seq, UNKNOWN, missing.after());
            }
            return more;
        }

        private boolean visit(StoredBatch batch) throws SQLException {
            int[] numbers;
            try {
                numbers = numbers(batch);
            } catch (DamagedBatchException e) {
                long undecided = batch.firstWithout(after, end, aside::contains);
                if (undecided <= end) {
                    throw batch.damaged(place, destination, undecided, e);
                }
                return true;
            }
            for (int i = 0; i < numbers.length; i++) {
                long seq = batch.baseSeq() + i;
                if (isOpen(seq) && isNamed(batch, seq, numbers[i])
                        && !visitor.visit(seq, Objects.requireNonNullElse(kinds.kind(numbers[i]), UNKNOWN),
                                batch.receivedFrom())) {
                    return false;
                }
            }
            return true;
        }

        /** The numbers of kinds; 0 for each if they are unknown. */
        private int[] numbers(StoredBatch batch) throws SQLException, DamagedBatchException {
            try {
                return batch.kinds();
            } catch (DamagedBatchException e) {
                if (unknownToo) {
                    return new int[batch.count()];
                }
                throw e;
            }
        }

        private boolean isNamed(StoredBatch batch, long seq, int number) throws SQLException {
            try {
                Rows beside = batch.beside();
                return unknownToo && !kinds.isKnown(number, beside) || kinds.names(number, destination, beside);
            } catch (DamagedBatchException e) {
                throw batch.damaged(place, destination, seq, e);
            }
        }

        /** Whether the record is in this window and has no state of its own. */
        private boolean isOpen(long seq) {
            return seq > after && seq <= end && !aside.contains(seq);
        }
    }

    /** The sequence numbers behind {@code after}, up to {@code end}, of records with a state of their own. */
    Set<Long> aside(long after, long end) throws SQLException {
        return RecordRow.between(rows, destination, after, end);
    }
}
