package serai.journal.sql.query;

import org.jspecify.annotations.Nullable;
import serai.journal.DamagedRecordException;
import serai.journal.RecordState;
import serai.journal.sql.batch.BatchedRecord;
import serai.journal.sql.batch.DamagedBatchException;
import serai.journal.sql.batch.RecordBatch;
import serai.journal.store.PageEntry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;

/**
 * Reads a page up to its bounds, and tells how far it came. A damaged record ends the page before it; a page that would begin
 * with one fails.
 */
final class PageReader {

    /**
     * Number of bodies read in a row without need before only heads are read; doubled each time, since a change costs a query.
     */
    private static final int PASSED_OVER_MAX = 8;

    private final RecordRow rows;
    private final int limit;
    private final long bytesMax;
    private long end;
    private final List<PageEntry> entries = new ArrayList<>();
    private long bytes;
    private long lastSeq;
    private boolean full;
    private boolean withBodies;
    private int passedOver;
    private int passedOverMax = PASSED_OVER_MAX;
    private long turn;
    private final BatchWatch sequence;

    /**
     * @param after sequence number behind which the page begins
     * @param end   sequence number up to which it may reach
     */
    PageReader(RecordRow rows, int limit, long bytesMax, long after, long end) {
        this.rows = rows;
        this.limit = limit;
        this.bytesMax = bytesMax;
        this.lastSeq = after;
        this.end = end;
        this.turn = after + 1;
        this.sequence = new BatchWatch(after);
    }

    /**
     * Reads the batches of the page: their heads as long as these name other destinations only, and with their bodies as long as
     * they name this one.
     *
     * @param aside whether the record with a sequence number has a state of its own
     */
    void read(Rows reading, String destination, KnownKinds kinds, LongPredicate aside) throws SQLException {
        while (!full && turn <= end) {
            long from = turn;
            turn = Long.MAX_VALUE;
            reading.rows(withBodies ? StoredBatch.BETWEEN : StoredBatch.HEADS_BETWEEN,
                    row -> batch(new StoredBatch(row), destination, kinds, aside), from, end);
        }
    }

    /** @return null if the page is full, or if the next batches are to be read in the other way */
    private @Nullable Boolean batch(StoredBatch batch, String destination, KnownKinds kinds, LongPredicate aside)
            throws SQLException {
        boolean named = batch.mayName(destination, kinds);
        if (named && !withBodies) {
            withBodies = true;
            turn = batch.baseSeq();
            return null;
        }
        passedOver = named ? 0 : passedOver + 1;
        if (withBodies && passedOver >= passedOverMax) {
            withBodies = false;
            passedOverMax *= 2;
            turn = batch.lastSeq() + 1;
        }
        return add(batch, destination, kinds, aside) && turn == Long.MAX_VALUE ? Boolean.TRUE : null;
    }

    /** @return whether the page has room for more */
    private boolean add(StoredBatch batch, String destination, KnownKinds kinds, LongPredicate aside) throws SQLException {
        if (endsBefore(sequence.next(batch), destination, aside)) {
            return false;
        }
        long first = Math.max(batch.baseSeq(), lastSeq + 1);
        try {
            int[] numbers = numbers(batch, aside);
            Rows beside = batch.beside();
            for (int i = 0; i < numbers.length && !full; i++) {
                long seq = batch.baseSeq() + i;
                if (seq > lastSeq && seq <= end && !aside.test(seq)) {
                    first = seq;
                    if (kinds.names(numbers[i], destination, beside)) {
                        add(batch.body(), seq);
                    }
                }
            }
        } catch (DamagedBatchException | IllegalArgumentException e) {
            endBefore(batch.damaged(rows.place(), destination, first, e));
        }
        return !full;
    }

    /**
     * Ends the page before batches that are missing behind the last one that was read, or behind the numbers that were purged
     * there.
     *
     * @param last the last sequence number that was given to a record
     */
    void end(Rows rows, String destination, LongPredicate aside, long last) throws SQLException {
        if (!full && !endsBefore(sequence.end(rows, end), destination, aside)) {
            end = sequence.purgedUpTo(rows, end, last);
        }
    }

    /** @return whether the page ends here; not if an operator has decided about all that is missing */
    private boolean endsBefore(List<MissingBatches> missing, String destination, LongPredicate aside) {
        for (MissingBatches one : missing) {
            long first = one.firstWithout(lastSeq, end, aside);
            if (first <= end && !full) {
                endBefore(one.lost(rows.place(), destination, first));
            }
        }
        return full;
    }

    /** The numbers of the records' kinds; none if these are unknown and an operator has decided about all of the records. */
    private int[] numbers(StoredBatch batch, LongPredicate aside) throws SQLException, DamagedBatchException {
        try {
            return batch.kinds();
        } catch (DamagedBatchException e) {
            if (batch.firstWithout(lastSeq, end, aside) <= end) {
                throw e;
            }
            return new int[0];
        }
    }

    private void add(RecordBatch batch, long seq) {
        BatchedRecord record = batch.record(seq);
        if (hasRoom(record.jsonLength())) {
            add(new PageEntry(seq, record.record(), RecordState.PENDING, record.trace()),
                    record.jsonLength());
        }
    }

    private boolean hasRoom(int length) {
        full |= !entries.isEmpty() && bytes + length > bytesMax;
        return !full;
    }

    private void add(PageEntry entry, int length) {
        entries.add(entry);
        bytes += length;
        lastSeq = entry.seq();
        full = entries.size() == limit;
    }

    /** Reads a record that stands aside, whose columns are followed by its counter and its attempts. */
    @Nullable
    Boolean aside(ResultSet row) throws SQLException {
        byte[] json = rows.content(row);
        if (hasRoom(json.length)) {
            try {
                add(new PageEntry(row.getLong(1), rows.read(row, json), rows.counted(row), rows.trace(row),
                        ColumnCodec.integer(row, RecordRow.COUNT + 2)), json.length);
            } catch (DamagedRecordException e) {
                endBefore(e);
            }
        }
        return full ? null : Boolean.TRUE;
    }

    private void endBefore(DamagedRecordException damaged) {
        if (entries.isEmpty()) {
            throw damaged;
        }
        full = true;
    }

    /** What was read. */
    List<PageEntry> entries() {
        return entries;
    }

    /**
     * The last record's sequence number if a bound ended the page; otherwise the end, since there are no more records before
     * it.
     */
    long upTo() {
        return full ? lastSeq : end;
    }
}
