package serai.journal.sql.query;

import org.jspecify.annotations.Nullable;
import serai.journal.DamagedRecordException;
import serai.journal.DeadLetterId;
import serai.journal.RecordState;
import serai.model.CanonicalJson;
import serai.model.LearningRecord;
import serai.model.trace.TraceContext;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import static serai.installation.Installation.SERAI;

/**
 * Reads a record that stands aside from its row, and checks the content before it is used.
 *
 * @param place       the journal's name in messages
 * @param destination the destination for which the record is read
 */
public record RecordRow(String place, String destination) {

    /** The first columns of a query whose rows are read by this class, for records as they were received. */
    public static final String COLUMNS = "aside.seq, aside.json, aside.kind, coalesce(aside.json_sum, -1), aside.received_at, "
            + "aside.trace";

    /** The same columns for records that an operator may have edited; {@code %1$s} is the table {@code aside}. */
    static final String EDITED_COLUMNS = """
            %1$s.seq, coalesce(%1$s.edited, %1$s.json), iif(%1$s.edited IS NULL, %1$s.kind, 0),
            coalesce(iif(%1$s.edited IS NULL, %1$s.json_sum, %1$s.edited_sum), -1), %1$s.received_at, %1$s.trace""";

    /** The columns for records that an operator may have edited, of a table {@code aside} of that name. */
    public static String editedColumns(String table) {
        return EDITED_COLUMNS.formatted(table);
    }

    /** The number of these columns. */
    public static final int COUNT = 6;

    /** Has a row if a record stands aside; the parameters are its destination and its sequence number. */
    public static final String STANDS = "SELECT 1 FROM aside WHERE destination = ? AND seq = ?";

    /** The sequence numbers behind {@code after}, up to {@code upTo}, of a destination's records that stand aside. */
    public static Set<Long> between(Rows rows, String destination, long after, long upTo) throws SQLException {
        return new HashSet<>(rows.rows("SELECT seq FROM aside WHERE destination = ? AND seq > ? AND seq <= ?",
                row -> row.getLong(1), destination, after, upTo));
    }

    /** The copies of a record that stand aside, as it was received. They are not checked. */
    public static List<LearningRecord> copies(Rows rows, long seq) throws SQLException {
        return rows.rows("SELECT json FROM aside WHERE seq = ? AND json IS NOT NULL",
                row -> CanonicalJson.read(new String(row.getBytes(1), StandardCharsets.UTF_8)), seq);
    }

    /** @throws DamagedRecordException if the content is damaged */
    public LearningRecord read(ResultSet row) throws SQLException {
        return read(row, content(row));
    }

    /** The JSON of the row; not checked yet. */
    byte[] content(ResultSet row) throws SQLException {
        byte[] json = row.getBytes(2);
        return json == null ? new byte[0] : json; // whose checksum is wrong
    }

    /** As {@link #read(ResultSet)}, with JSON that was fetched already. */
    LearningRecord read(ResultSet row, byte[] json) throws SQLException {
        if (!Checksum.fits(row.getLong(4), row.getLong(1), row.getLong(3), json)) {
            throw damaged(row, null);
        }
        try {
            return CanonicalJson.read(json);
        } catch (RuntimeException e) {
            throw damaged(row, e);
        }
    }

    /** The span that the record came with; null if it came with none. */
    @Nullable
    TraceContext trace(ResultSet row) throws SQLException {
        return TraceContext.read(row.getBytes(COUNT));
    }

    /**
     * The state in whose counter a record that stands aside is, from the column behind {@link #COLUMNS}.
     *
     * @throws DamagedRecordException if the column holds no known state
     */
    RecordState counted(ResultSet row) throws SQLException {
        try {
            return RecordState.valueOf(row.getString(COUNT + 1));
        } catch (IllegalArgumentException | NullPointerException e) {
            throw damaged(row, e);
        }
    }

    /** The failure for a dead letter whose content is damaged. */
    public static DamagedRecordException damaged(DeadLetterId id, Instant receivedAt) {
        return new DamagedRecordException(
                ("%s, received %s, is damaged (wrong checksum): restore a backup (" + SERAI + " restore), or "
                        + "drop it (" + SERAI + " dead-letters drop %1$s --why …)").formatted(id, receivedAt),
                id.nr(), receivedAt, null);
    }

    /** The failure for a row whose content, or kind, is damaged. */
    public DamagedRecordException damaged(ResultSet row, @Nullable RuntimeException cause) throws SQLException {
        long seq = row.getLong(1);
        Instant receivedAt = ColumnCodec.instant(row.getLong(5));
        return new DamagedRecordException(("%s: record %s, received %s, is damaged (wrong checksum); %s stops before it: restore a "
                + "backup (" + SERAI + " restore), or drop it (" + SERAI + " dead-letters drop %4$s-%2$s --why …)")
                .formatted(place, seq, receivedAt, destination), seq, receivedAt, cause);
    }
}
