package serai.journal.operations;

import org.jspecify.annotations.Nullable;
import serai.journal.DeadLetterId;
import serai.journal.sqlite.query.Checksum;
import serai.journal.sqlite.query.ColumnCodec;
import serai.journal.sqlite.query.JournalQuery;
import serai.journal.sqlite.query.RecordRow;
import serai.model.LearningRecord;

/** Finds the record that an event of the same identity was kept as, when it came first. */
final class KnownRecords {

    private static final long DAY = 86_400_000_000L;

    private final JournalQuery reading;

    KnownRecords(JournalQuery reading) {
        this.reading = reading;
    }

    /**
     * The canonical record as JSON. Reads through the records of the day on which it was received.
     *
     * @return null if it was purged after its retention, so that only a digest of it is known
     */
    @Nullable
    String of(LearningRecord differing, DeadLetterId id) {
        for (long day : reading.rows("""
                SELECT received_day FROM identity WHERE occurred_at = ?1 AND id = ?2
                UNION ALL SELECT received_day FROM newest_identity WHERE occurred_at = ?1 AND id = ?2""", row -> row.getLong(1),
                ColumnCodec.micros(differing.occurredAt()), ColumnCodec.bytes(differing.id()))) {
            for (String known : reading.rows("""
                    SELECT seq, received_at, kind, json, coalesce(json_sum, -1) FROM record
                    WHERE received_at >= ? AND received_at < ? AND json ->> 'id' = ?
                    AND kind IN (SELECT nr FROM kind WHERE source = ? AND type = ?) LIMIT 1""", row -> {
                if (!Checksum.fits(row.getLong(5), row.getLong(1), row.getLong(3), row.getBytes(4))) {
                    throw RecordRow.damaged(id, ColumnCodec.instant(row.getLong(2)));
                }
                return row.getString(4);
            }, day * DAY, (day + 1) * DAY, differing.id().toString(), differing.source(), differing.type())) {
                return known;
            }
        }
        return null;
    }
}
