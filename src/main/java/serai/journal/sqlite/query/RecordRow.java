package serai.journal.sqlite.query;

import org.jspecify.annotations.Nullable;
import serai.journal.DamagedRecordException;
import serai.journal.DeadLetterId;
import serai.model.CanonicalJson;
import serai.model.LearningRecord;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * Reads a record from its row, and checks the content before it is used.
 *
 * @param place       the journal's name in messages
 * @param destination the destination for which the record is read; null for none
 */
public record RecordRow(String place, @Nullable String destination) {

    /** The first columns of a query whose rows are read by this class. */
    public static final String COLUMNS = "record.seq, record.json, record.kind, coalesce(record.json_sum, -1), record.received_at";

    /** The same columns for records that an operator may have edited; {@code %1$s} is the table {@code aside}. */
    static final String EDITED_COLUMNS = """
            record.seq, coalesce(%1$s.edited, record.json), iif(%1$s.edited IS NULL, record.kind, 0),
            coalesce(iif(%1$s.edited IS NULL, record.json_sum, %1$s.edited_sum), -1), record.received_at""";

    /** The number of these columns. */
    public static final int COUNT = 5;

    /** @throws DamagedRecordException if the content is damaged */
    public LearningRecord read(ResultSet row) throws SQLException {
        return read(row, row.getBytes(2));
    }

    /** As {@link #read(ResultSet)}, with JSON that was fetched already. */
    public LearningRecord read(ResultSet row, byte[] json) throws SQLException {
        if (!Checksum.fits(row.getLong(4), row.getLong(1), row.getLong(3), json)) {
            throw damaged(row, null);
        }
        try {
            return CanonicalJson.read(json);
        } catch (RuntimeException e) {
            throw damaged(row, e);
        }
    }

    /** The failure for a dead letter whose content is damaged. */
    public static DamagedRecordException damaged(DeadLetterId id, Instant receivedAt) {
        return new DamagedRecordException(("%s, received %s, is damaged (wrong checksum): restore a backup (./serai restore), or "
                + "give it up (./serai dead-letters drop %1$s --why …)").formatted(id, receivedAt),
                id.nr(), receivedAt, null);
    }

    public DamagedRecordException damaged(ResultSet row, @Nullable RuntimeException cause) throws SQLException {
        long seq = row.getLong(1);
        Instant receivedAt = ColumnCodec.instant(row.getLong(5));
        String remedy = destination == null ? "" : "; %1$s stops before it: restore a backup (./serai restore), or give it up "
                .formatted(destination) + "(./serai dead-letters drop %s-%s --why …)".formatted(destination, seq);
        return new DamagedRecordException("%s: record %s, received %s, is damaged (wrong checksum)%s"
                .formatted(place, seq, receivedAt, remedy), seq, receivedAt, cause);
    }
}
