package serai.journal.sql.query;

import org.jspecify.annotations.Nullable;
import serai.journal.DamagedRecordException;
import serai.journal.sql.batch.BatchKinds;
import serai.journal.sql.batch.BatchedRecord;
import serai.journal.sql.batch.DamagedBatchException;
import serai.journal.sql.batch.RecordBatch;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongPredicate;

/**
 * A record batch's row, as long as the result set stands at it. Its kinds are read first; SQLite reads the body from the disk only
 * when it is asked for.
 */
public final class StoredBatch {

    /** The columns of a query whose rows are read by this class. */
    public static final String COLUMNS = "base_seq, count, kinds, received_from, received_to, body";
    /** The batches with any sequence number from the first parameter to the second, in their order. */
    public static final String BETWEEN = "SELECT " + COLUMNS + """
             FROM record_batch
            WHERE base_seq >= coalesce((SELECT max(base_seq) FROM record_batch WHERE base_seq <= ?1), ?1) AND base_seq <= ?2
            ORDER BY base_seq""";
    /** The batch with the highest numbers. */
    public static final String LAST = "SELECT " + COLUMNS + " FROM record_batch ORDER BY base_seq DESC LIMIT 1";
    /** {@link #lastSeq(Rows)}, if the last batch's row is whole. */
    public static final String LAST_SEQ = """
            SELECT max(coalesce((SELECT base_seq + count - 1 FROM record_batch ORDER BY base_seq DESC LIMIT 1), 0),
                       coalesce((SELECT seq FROM position WHERE name = 'purged'), 0))""";
    /** No number that a cursor has passed is given again, whatever is damaged: a record behind a cursor is never delivered. */
    private static final String PASSED = """
            SELECT max(coalesce((SELECT seq FROM position WHERE name = 'purged'), 0),
                       coalesce((SELECT max(cursor) FROM destination), 0))""";
    /** More records than a batch has. If its row and its body are damaged, nobody knows how many it has. */
    private static final int COUNT_MAX = 10_000;

    /** The sequence number of the first record that a batch has; of the next one that is appended if none has any. */
    public static final String FIRST_SEQ =
            "SELECT coalesce((SELECT min(base_seq) FROM record_batch), (%s) + 1)".formatted(LAST_SEQ);

    private final ResultSet row;
    private final long baseSeq;
    private int count;
    private @Nullable RecordBatch body;

    public StoredBatch(ResultSet row) throws SQLException {
        this.row = row;
        this.baseSeq = row.getLong(1);
    }

    /** The sequence number of its first record. */
    public long baseSeq() {
        return baseSeq;
    }

    /** The number of its records: as its row says, or its body if the row is damaged. If both are, at least 1. */
    public int count() throws SQLException {
        if (count == 0) {
            try {
                count = kinds().length;
            } catch (DamagedBatchException e) {
                count = Math.max(1, Math.min(row.getInt(2), COUNT_MAX));
            }
        }
        return count;
    }

    /** The sequence number of its last record. */
    public long lastSeq() throws SQLException {
        return baseSeq + count() - 1;
    }

    /** The last sequence number that was given to a record. */
    public static long lastSeq(Rows rows) throws SQLException {
        long batched = rows.rows(LAST, row -> new StoredBatch(row).lastSeq()).stream().findFirst().orElse(0L);
        return Math.max(batched, rows.rows(PASSED, row -> row.getLong(1)).get(0));
    }

    /** The earliest time of receipt in the batch, in microseconds since 1970, as its row says. */
    public long receivedFrom() throws SQLException {
        return row.getLong(4);
    }

    /** The latest time of receipt in the batch, in microseconds since 1970, as its row says. */
    public long receivedTo() throws SQLException {
        return row.getLong(5);
    }

    /** The kind of each record: from the row, or from the body if the row is damaged. */
    public int[] kinds() throws SQLException, DamagedBatchException {
        try {
            return kindsOfRow();
        } catch (DamagedBatchException e) {
            return body().records().stream().mapToInt(BatchedRecord::kind).toArray();
        }
    }

    private int[] kindsOfRow() throws SQLException, DamagedBatchException {
        return BatchKinds.read(baseSeq, row.getInt(2), bytes(3), row.getLong(4), row.getLong(5)).numbers();
    }

    /** Whether the row, or the body, is whole, and so tells how many records it has. */
    public boolean isCountKnown() throws SQLException {
        try {
            return kinds().length == count();
        } catch (DamagedBatchException e) {
            return false;
        }
    }

    /** @throws DamagedBatchException if the row, or the body, is damaged, or if they differ */
    public void verify() throws SQLException, DamagedBatchException {
        int[] numbers = kindsOfRow();
        if (!Arrays.equals(numbers, body().records().stream().mapToInt(BatchedRecord::kind).toArray())) {
            throw new DamagedBatchException("its row and its body differ");
        }
    }

    /** The whole batch; read and checked once. */
    public RecordBatch body() throws SQLException, DamagedBatchException {
        if (body == null) {
            body = RecordBatch.read(baseSeq, bytes(6));
        }
        return body;
    }

    /**
     * Finds where a destination stops if nothing of this batch can be read.
     *
     * @param aside whether the record with a sequence number has a state of its own
     * @return the first sequence number behind {@code after} and up to {@code end} whose record has none; a higher one than
     *         {@code end} if an operator has decided about all of them
     */
    long firstWithout(long after, long end, LongPredicate aside) throws SQLException {
        long last = Math.min(lastSeq(), end);
        long seq = Math.max(baseSeq, after + 1);
        while (seq <= last && aside.test(seq)) {
            seq++;
        }
        return seq <= last ? seq : Long.MAX_VALUE;
    }

    /** A column's bytes, which a damaged row may lack. */
    private byte[] bytes(int column) throws SQLException {
        byte[] bytes = row.getBytes(column);
        return bytes == null ? new byte[0] : bytes;
    }

    /**
     * The failure to report.
     *
     * @param place       the journal's name in messages
     * @param destination the destination for which the batch was read; null for none
     * @param seq         the sequence number of the record that was to be read
     */
    public DamagedRecordException damaged(String place, @Nullable String destination, long seq, Exception cause)
            throws SQLException {
        Instant receivedAt = ColumnCodec.instant(row.getLong(4));
        String remedy = destination == null ? ""
                : "; %1$s stops before it: restore a backup (./serai restore), or give what it holds for %1$s up "
                        .formatted(destination) + "(./serai dead-letters drop %s-%s --why …)".formatted(destination, seq);
        return new DamagedRecordException("%s: the record batch %s to %s, received %s, is damaged (%s)%s"
                .formatted(place, baseSeq, lastSeq(), receivedAt,
                        cause instanceof DamagedBatchException ? cause.getMessage() : "a record can't be read", remedy),
                seq, receivedAt, cause);
    }

    /**
     * The record with a sequence number; null if the journal has it no longer.
     *
     * @throws DamagedRecordException if its batch is damaged
     */
    public static @Nullable BatchedRecord record(Rows rows, String place, long seq) throws SQLException {
        RecordBatch batch = batch(rows, place, seq);
        return batch == null ? null : batch.record(seq);
    }

    /**
     * The batch that has the record with a sequence number; null if the journal has it no longer.
     *
     * @throws DamagedRecordException if it is damaged
     */
    public static @Nullable RecordBatch batch(Rows rows, String place, long seq) throws SQLException {
        List<RecordBatch> found = rows.rows(BETWEEN, row -> {
            StoredBatch batch = new StoredBatch(row);
            try {
                return batch.lastSeq() < seq ? null : batch.body();
            } catch (DamagedBatchException e) {
                throw batch.damaged(place, null, seq, e);
            }
        }, seq, seq);
        return found.isEmpty() ? null : found.get(0);
    }
}
