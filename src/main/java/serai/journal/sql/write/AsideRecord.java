package serai.journal.sql.write;

import serai.journal.sql.batch.BatchedRecord;
import serai.journal.sql.query.Checksum;

/**
 * A copy of a record for a row of the table {@code aside}: what still has to be sent or decided about does not keep its batch from
 * being purged.
 *
 * @param json checked already
 * @param raw  checked already
 */
public record AsideRecord(long seq, int kind, long receivedAt, byte[] json, byte[] raw) {

    /** The columns of a copy. */
    public static final String COLUMNS = "kind, received_at, json, json_sum, raw, raw_sum";
    /** The question marks for them. */
    public static final String VALUES = "?, ?, cast(? AS TEXT), ?, ?, ?";
    /** For an upsert: the copy of the row that was to be inserted. */
    public static final String EXCLUDED = """
            kind = excluded.kind, received_at = excluded.received_at, json = excluded.json, json_sum = excluded.json_sum,
            raw = excluded.raw, raw_sum = excluded.raw_sum""";

    /** How many columns they are. */
    static final int COUNT = 6;

    /** A copy out of a batch. */
    public static AsideRecord of(BatchedRecord record) {
        return new AsideRecord(record.seq(), record.kind(), record.receivedAt(), record.json(), record.raw());
    }

    /** The values of the columns. */
    public Object[] values() {
        return new Object[]{kind, receivedAt, json, Checksum.of(seq, kind, json), raw, Checksum.of(seq, raw)};
    }
}
