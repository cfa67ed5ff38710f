package serai.journal.sql.write;

import org.jspecify.annotations.Nullable;
import serai.journal.sql.batch.BatchedRecord;
import serai.journal.sql.query.Checksum;
import serai.model.trace.TraceContext;

/**
 * A copy of a record for a row of the table {@code aside}: what still has to be sent or decided about does not keep its batch from
 * being purged.
 *
 * @param json checked already
 * @param raw  checked already
 * @param trace the span that the record came with; null if it came with none
 */
public record UnbatchedRecord(long seq, int kind, long receivedAt, byte[] json, byte[] raw, @Nullable TraceContext trace) {

    /** The columns of a copy. */
    public static final String COLUMNS = "kind, received_at, json, json_sum, raw, raw_sum, trace";
    /** The question marks for them. */
    public static final String VALUES = "?, ?, cast(? AS TEXT), ?, ?, ?, ?";
    /** For an upsert: the copy of the row that was to be inserted. */
    public static final String EXCLUDED = """
            kind = excluded.kind, received_at = excluded.received_at, json = excluded.json, json_sum = excluded.json_sum,
            raw = excluded.raw, raw_sum = excluded.raw_sum, trace = excluded.trace""";

    /** For an update that leaves nothing of the record, and of what was sent and answered. */
    public static final String NO_CONTENT = """
            reason = NULL, answer = NULL, translated = NULL, edited = NULL, edited_sum = NULL, request = NULL, request_body = NULL,
            json = NULL, json_sum = NULL, raw = NULL, raw_sum = NULL, trace = NULL""";
    /** Whether a row has any of that. */
    public static final String HAS_CONTENT = """
            (json IS NOT NULL OR raw IS NOT NULL OR edited IS NOT NULL OR translated IS NOT NULL OR request_body IS NOT NULL
             OR answer IS NOT NULL OR reason IS NOT NULL OR trace IS NOT NULL)""";

    /** Deletes what is kept of the attempts to deliver a record; the parameters are its destination and its sequence number. */
    public static final String DELETE_ATTEMPTS = "DELETE FROM failed_attempt WHERE destination = ? AND seq = ?";

    /** How many columns they are. */
    static final int COUNT = 7;

    /** A copy out of a batch. */
    public static UnbatchedRecord of(BatchedRecord record) {
        return new UnbatchedRecord(record.seq(), record.kind(), record.receivedAt(), record.json(), record.raw(), record.trace());
    }

    /** The values of the columns. */
    public @Nullable Object[] values() {
        return new @Nullable Object[]{kind, receivedAt, json, Checksum.of(seq, kind, json), raw, Checksum.of(seq, raw),
                trace == null ? null : trace.bytes()};
    }
}
