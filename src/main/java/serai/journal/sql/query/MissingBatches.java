package serai.journal.sql.query;

import org.jspecify.annotations.Nullable;
import serai.journal.DamagedRecordException;

import java.sql.SQLException;
import java.time.Instant;
import java.util.function.LongPredicate;

import static serai.installation.Installation.SERAI;

/**
 * Sequence numbers whose batches the journal has lost.
 *
 * @param after  when the record before the first was received, in microseconds since 1970; {@link #UNKNOWN} if no batch is there
 * @param before the same of the record behind the last
 */
public record MissingBatches(long first, long last, long after, long before) {

    /** An unknown time. */
    public static final long UNKNOWN = 0;

    private static final String LAST_POSSIBLE = """
            SELECT coalesce(min(last), ?)
            FROM (SELECT min(base_seq) - 1 AS last FROM record_batch WHERE base_seq > ?
                  UNION ALL SELECT min(first_seq) - 1 FROM purged WHERE first_seq > ?
                  UNION ALL SELECT max(max(cursor, last_named)) FROM destination WHERE %s) AS found
            WHERE last >= ?""".formatted(RowChecksum.DESTINATION);

    /**
     * Finds where a destination stops.
     *
     * @param from  behind this sequence number
     * @param end   up to this one
     * @param aside whether an operator has decided about a record
     * @return the first sequence number that nobody has decided about; a higher one than {@code end} if there is none
     */
    long firstWithout(long from, long end, LongPredicate aside) {
        long upTo = Math.min(last, end);
        long seq = Math.max(first, from + 1);
        while (seq <= upTo && aside.test(seq)) {
            seq++;
        }
        return seq <= upTo ? seq : Long.MAX_VALUE;
    }

    /**
     * The highest sequence number that a batch can have: the next batch, or purged numbers, begin behind it, or no higher one was
     * given to a record yet.
     *
     * @param baseSeq the batch's first sequence number
     */
    static long lastPossible(Rows rows, long baseSeq) throws SQLException {
        return rows.rows(LAST_POSSIBLE, row -> row.getLong(1), Long.MAX_VALUE, baseSeq, baseSeq, baseSeq).get(0);
    }

    /** Whether some of them may have been received in a range of time, as far as the batches beside them show. */
    public boolean mayBeOf(long from, long to) {
        return (before == UNKNOWN || before >= from) && (after == UNKNOWN || after < to);
    }

    /** Which they are, and when they were received. */
    public String text() {
        return "the records %s to %s are missing, received %s".formatted(first, last,
                after == UNKNOWN && before == UNKNOWN ? "at an unknown time"
                        : after == UNKNOWN ? "before " + ColumnCodec.instant(before)
                                : before == UNKNOWN ? "after " + ColumnCodec.instant(after)
                                        : "between %s and %s".formatted(ColumnCodec.instant(after), ColumnCodec.instant(before)));
    }

    /**
     * The failure to report.
     *
     * @param place       the journal's name in messages
     * @param destination the destination for which they were to be read; null for none
     * @param seq         the sequence number of the record that was to be read
     */
    public DamagedRecordException lost(String place, @Nullable String destination, long seq) {
        Instant receivedAt = ColumnCodec.instant(after == UNKNOWN ? before : after);
        return new DamagedRecordException("%s: %s%s".formatted(place, text(), remedy(destination, seq)), seq,
                receivedAt, null);
    }

    /** What an operator can do; empty if no destination waits for it. */
    static String remedy(@Nullable String destination, long seq) {
        return destination == null ? ""
                : ("; %1$s stops before it: restore a backup (" + SERAI + " restore), or drop what it holds for %1$s ")
                        .formatted(destination) + ("(" + SERAI + " dead-letters drop %s-%s --why …)").formatted(destination, seq);
    }
}
