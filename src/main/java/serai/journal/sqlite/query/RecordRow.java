package serai.journal.sqlite.query;

import serai.journal.DamagedRecordException;
import serai.journal.DeadLetterId;
import serai.model.CanonicalJson;
import serai.model.LearningRecord;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * A record as it stands in its row, checked before anything of it is used.
 *
 * @param place       what to call the journal in messages
 * @param destination for whom it is read; null for nobody
 */
public record RecordRow(String place, String destination) {

    /** The first columns of a question that a row of this is made of. */
    public static final String COLUMNS = "record.seq, record.json, record.kind, coalesce(record.json_sum, -1), record.received_at";

    /** The same where an operator may have mended the record; {@code %1$s} is the table {@code aside}. */
    static final String EDITED_COLUMNS = """
            record.seq, coalesce(%1$s.edited, record.json), iif(%1$s.edited IS NULL, record.kind, 0),
            coalesce(iif(%1$s.edited IS NULL, record.json_sum, %1$s.edited_sum), -1), record.received_at""";

    /** How many they are. */
    public static final int COUNT = 5;

    /** @throws DamagedRecordException if it is not what was kept */
    public LearningRecord read(ResultSet row) throws SQLException {
        return read(row, row.getBytes(2));
    }

    /** The same, of JSON that was fetched already. */
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

    /** What stands among the dead letters, and is not what was kept. */
    public static DamagedRecordException damaged(DeadLetterId id, Instant receivedAt) {
        return new DamagedRecordException(("%s, received %s, is no longer as it was kept (its checksum does not fit): restore a "
                + "backup (./serai restore), or give it up (./serai dead-letters drop %1$s --why …)").formatted(id, receivedAt),
                id.nr(), receivedAt, null);
    }

    public DamagedRecordException damaged(ResultSet row, RuntimeException cause) throws SQLException {
        long seq = row.getLong(1);
        Instant receivedAt = ColumnCodec.instant(row.getLong(5));
        String remedy = destination == null ? "" : "; %1$s stops before it: restore a backup (./serai restore), or give it up "
                .formatted(destination) + "(./serai dead-letters drop %s-%s --why …)".formatted(destination, seq);
        return new DamagedRecordException("%s holds record %s, received %s, no longer as it was kept (its checksum does not fit)%s"
                .formatted(place, seq, receivedAt, remedy), seq, receivedAt, cause);
    }
}
