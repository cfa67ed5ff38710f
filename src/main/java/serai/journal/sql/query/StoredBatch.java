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
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.stream.Stream;

/**
 * A record batch's row, as long as the result set stands at it. Its kinds are read first. SQLite reads a body from the disk for
 * each row of a query that names it, so a query that mostly needs none leaves it out.
 */
public final class StoredBatch {

    /** The columns of a query whose rows are read by this class, and that needs their bodies. */
    public static final String COLUMNS = columns("body");
    /**
     * The same without the bodies, which SQLite would read from the disk for each row. One is read when it is asked for; in
     * PostgreSQL the batch may have been purged since: {@link #isPurgedSince}.
     */
    public static final String HEADS = columns("NULL");
    private static final String PURGED_SINCE = """
            SELECT 1 FROM purged
            WHERE last_seq >= ? AND first_seq <= ? AND NOT EXISTS (SELECT 1 FROM record_batch WHERE base_seq = ?)""";
    private static final String RANGE = """
             FROM record_batch
            WHERE base_seq >= coalesce((SELECT max(base_seq) FROM record_batch WHERE base_seq <= ?), 0) AND base_seq <= ?
            ORDER BY base_seq""";
    /**
     * The batches with any sequence number from the first parameter to the second, in their order; before them the last one that
     * has lower ones, if none has the first.
     */
    public static final String BETWEEN = "SELECT " + COLUMNS + RANGE;
    /** The same without the bodies. */
    public static final String HEADS_BETWEEN = "SELECT " + HEADS + RANGE;
    private static final String BEHIND = " FROM record_batch WHERE base_seq > ? ORDER BY base_seq LIMIT ?";
    /** The batches that begin after the first parameter, in their order; at the most as many as the second. */
    public static final String AFTER = "SELECT " + COLUMNS + BEHIND;
    /** The same without the bodies. */
    public static final String HEADS_AFTER = "SELECT " + HEADS + BEHIND;
    /** The batch with the highest numbers. */
    public static final String LAST = "SELECT " + HEADS + " FROM record_batch ORDER BY base_seq DESC LIMIT 1";
    /** {@link #lastSeq(Rows)}, if the last batch's row is whole. */
    public static final String LAST_SEQ = """
            SELECT max(coalesce((SELECT base_seq + count - 1 FROM record_batch ORDER BY base_seq DESC LIMIT 1), 0),
                       coalesce((SELECT max(last_seq) FROM purged), 0))""";
    /**
     * The highest number that was purged, or that a destination has had. No such number is given again, even if batches are
     * damaged: a record with a number that a cursor has passed is never delivered. A damaged row of a destination does not
     * count.
     */
    private static final String PASSED = """
            SELECT max(coalesce((SELECT max(last_seq) FROM purged), 0),
                       coalesce((SELECT max(max(cursor, last_named)) FROM destination WHERE %s), 0))"""
            .formatted(RowChecksum.DESTINATION);
    private static final String LAST_AND_PASSED =
            "SELECT %s, (%s) FROM record_batch ORDER BY base_seq DESC LIMIT 1".formatted(HEADS, PASSED);
    private static final int PASSED_COLUMN = 8;
    /** More records than a batch has. If its row and its body are damaged, nobody knows how many it has. */
    private static final int COUNT_MAX = 10_000;

    /** The sequence number of the first record that a batch has; of the next one that is appended if none has any. */
    public static final String FIRST_SEQ =
            "SELECT coalesce((SELECT min(base_seq) FROM record_batch), (%s) + 1)".formatted(LAST_SEQ);

    /**
     * Where the journal ends.
     *
     * @param lastSeq      the last sequence number that was given to a record
     * @param isCountKnown whether the last batch tells how many records it has
     */
    public record End(long lastSeq, boolean isCountKnown) {
    }

    private final ResultSet row;
    private final long baseSeq;
    private int count;
    private int @Nullable [] kindsOfRow;
    private boolean rowIsDamaged;
    private @Nullable RecordBatch body;

    private static String columns(String body) {
        return "base_seq, count, kinds, received_from, received_to, "
                + "coalesce((SELECT first_seq FROM purged WHERE last_seq = base_seq - 1), base_seq), " + body;
    }

    public StoredBatch(ResultSet row) throws SQLException {
        this.row = row;
        this.baseSeq = row.getLong(1);
    }

    /** The sequence number of its first record. */
    public long baseSeq() {
        return baseSeq;
    }

    /** The number of its records: as its row says, or its body if the row is damaged. If both are, as many as there can be. */
    public int count() throws SQLException {
        if (count == 0) {
            try {
                count = kinds().length;
            } catch (DamagedBatchException e) {
                long room = Math.min(COUNT_MAX, MissingBatches.lastPossible(beside(), baseSeq) - baseSeq + 1);
                count = (int) Math.max(1, Math.min(row.getLong(2), room));
            }
        }
        return count;
    }

    /** The column's value; 0 if it is beyond the bound, which fails the checksum as any wrong value does. */
    private int countOfRow() throws SQLException {
        long stored = row.getLong(2);
        return stored > COUNT_MAX ? 0 : (int) stored;
    }

    /** The sequence number of its last record. */
    public long lastSeq() throws SQLException {
        return baseSeq + count() - 1;
    }

    /** The last sequence number that was given to a record. */
    public static long lastSeq(Rows rows) throws SQLException {
        return end(rows).lastSeq();
    }

    /** Where the journal ends. */
    public static End end(Rows rows) throws SQLException {
        List<End> last = rows.rows(LAST_AND_PASSED, row -> {
            StoredBatch batch = new StoredBatch(row);
            return new End(Math.max(batch.lastSeq(), row.getLong(PASSED_COLUMN)), batch.isCountKnown());
        });
        return last.isEmpty() ? new End(rows.rows("SELECT (%s)".formatted(PASSED), row -> row.getLong(1)).get(0), true)
                : last.get(0);
    }

    /**
     * The earliest time of receipt in the batch, in microseconds since 1970: as its row says, or its body if the row is damaged.
     */
    public long receivedFrom() throws SQLException {
        return isRowWhole() ? row.getLong(4)
                : ofBody(records -> records.mapToLong(BatchedRecord::receivedAt).min(), row.getLong(4));
    }

    /** The latest time of receipt in the batch, in the same way. */
    public long receivedTo() throws SQLException {
        return isRowWhole() ? row.getLong(5)
                : ofBody(records -> records.mapToLong(BatchedRecord::receivedAt).max(), row.getLong(5));
    }

    private long ofBody(Function<Stream<BatchedRecord>, OptionalLong> time, long otherwise) throws SQLException {
        try {
            return time.apply(body().records().stream()).orElse(otherwise);
        } catch (DamagedBatchException e) {
            return otherwise;
        }
    }

    private boolean isRowWhole() throws SQLException {
        try {
            return kindsOfRow().length > 0;
        } catch (DamagedBatchException e) {
            return false;
        }
    }

    /** The kind of each record: from the row, or from the body if the row is damaged. */
    public int[] kinds() throws SQLException, DamagedBatchException {
        try {
            return kindsOfRow();
        } catch (DamagedBatchException e) {
            return body().records().stream().mapToInt(BatchedRecord::kind).toArray();
        }
    }

    /** Whether a record may have been appended for the destination: as the row says, if it is whole. */
    boolean mayName(String destination, KnownKinds known) throws SQLException {
        try {
            int last = -1;
            for (int number : kindsOfRow()) {
                if (number != last && known.names(number, destination)) {
                    return true;
                }
                last = number;
            }
            return false;
        } catch (DamagedBatchException e) {
            return true;
        }
    }

    private int[] kindsOfRow() throws SQLException, DamagedBatchException {
        if (kindsOfRow == null) {
            if (rowIsDamaged) {
                throw new DamagedBatchException("wrong checksum of its kinds");
            }
            rowIsDamaged = true;
            kindsOfRow = BatchKinds.read(baseSeq, countOfRow(), bytes(3), row.getLong(4), row.getLong(5)).numbers();
            rowIsDamaged = false;
        }
        return kindsOfRow;
    }

    /** The first number of the purged range right before this batch, or the batch's own: nothing is missing from there on. */
    long wholeFrom() throws SQLException {
        return row.getLong(6);
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
            body = RecordBatch.read(baseSeq, bodyBytes());
        }
        return body;
    }

    private byte[] bodyBytes() throws SQLException {
        byte[] selected = row.getBytes(7);
        return selected != null ? selected
                : beside().rows("SELECT body FROM record_batch WHERE base_seq = ?", found -> found.getBytes(1), baseSeq).stream()
                        .findFirst().orElse(new byte[0]);
    }

    /** Whether the batch, whose body is not there, was purged after the row was read. Asked only if it seems damaged. */
    public boolean isPurgedSince() throws SQLException {
        return !beside().rows(PURGED_SINCE, found -> 1, baseSeq, baseSeq, baseSeq).isEmpty();
    }

    /** Further queries as long as the result set stands at this row. */
    public Rows beside() {
        return Rows.beside(row);
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
        Instant receivedAt = ColumnCodec.instant(receivedFrom());
        return new DamagedRecordException("%s: the record batch %s to %s, received %s, is damaged (%s)%s"
                .formatted(place, baseSeq, lastSeq(), receivedAt,
                        cause instanceof DamagedBatchException ? cause.getMessage() : "a record can't be read",
                        MissingBatches.remedy(destination, seq)),
                seq, receivedAt, cause);
    }
}
