package serai.journal.operations;

import org.jspecify.annotations.Nullable;
import serai.journal.sql.batch.BatchedRecord;
import serai.journal.sql.batch.DamagedBatchException;
import serai.journal.sql.query.ColumnCodec;
import serai.journal.sql.query.JournalQuery;
import serai.journal.sql.query.Rows;
import serai.journal.sql.query.StoredBatch;
import serai.model.LearningRecord;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds the record that was kept first under the identity of a differing event. */
final class KnownRecords {

    private static final long DAY = 86_400_000_000L;
    /** How many sequence numbers are looked through at once. */
    private static final long WINDOW = 20_000;

    private final JournalQuery reading;

    KnownRecords(JournalQuery reading) {
        this.reading = reading;
    }

    /**
     * The canonical record as JSON. Reads through the batches of the day on which it was received; if the index of identities
     * does not have it yet, through all batches from the newest on.
     *
     * @return null if it was purged after its retention, so that only a digest of it is known
     * @throws serai.journal.DamagedRecordException if a batch in which it may be is damaged
     */
    @Nullable
    String of(LearningRecord differing) {
        try {
            return find(differing);
        } catch (SQLException e) {
            throw new IllegalStateException(e); // a JournalQuery throws none
        }
    }

    private @Nullable String find(LearningRecord differing) throws SQLException {
        Set<Integer> kinds = new HashSet<>(reading.rows("SELECT nr FROM kind WHERE source = ? AND type = ?",
                row -> ColumnCodec.integer(row, 1), differing.source(), differing.type()));
        List<Long> days = reading.rows("SELECT received_day FROM identity WHERE occurred_at = ? AND id = ?", row -> row.getLong(1),
                ColumnCodec.micros(differing.occurredAt()), ColumnCodec.bytes(differing.id()));
        String[] known = {null};
        Rows.FromRow<Boolean> look = row -> {
            known[0] = found(row, differing, kinds);
            return known[0] == null ? true : null; // null ends the query
        };
        if (!days.isEmpty()) {
            reading.rows("SELECT " + StoredBatch.HEADS
                    + " FROM record_batch WHERE received_to >= ? AND received_from < ? ORDER BY base_seq", look,
                    days.get(0) * DAY, (days.get(0) + 1) * DAY);
            return known[0];
        }
        for (long to = StoredBatch.lastSeq(reading); to > 0 && known[0] == null; to -= WINDOW) {
            reading.rows(StoredBatch.HEADS_BETWEEN, look, Math.max(1, to - WINDOW + 1), to);
        }
        return known[0];
    }

    private @Nullable String found(ResultSet row, LearningRecord differing, Set<Integer> kinds) throws SQLException {
        StoredBatch batch = new StoredBatch(row);
        try {
            if (Arrays.stream(batch.kinds()).noneMatch(kinds::contains)) {
                return null;
            }
            for (BatchedRecord record : batch.body().records()) {
                if (record.id().equals(differing.id())) {
                    return new String(record.json(), StandardCharsets.UTF_8);
                }
            }
            return null;
        } catch (DamagedBatchException e) {
            if (batch.isPurgedSince()) {
                return null;
            }
            throw batch.damaged(reading.place(), null, batch.baseSeq(), e);
        }
    }
}
