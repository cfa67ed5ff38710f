package serai.journal.sql.write;

import serai.journal.RecordState;
import serai.journal.sql.query.StoredBatch;

import java.sql.SQLException;
import java.util.Locale;

/**
 * Changes destinations' counters in the transaction that changes the records' states. A statement that changes only routed and
 * pending keeps the row's sum itself; for other changes a trigger does.
 */
public record DestinationCounters(Transaction transaction) {

    /** Moves a number of records from one counter to another. */
    public void move(String destination, RecordState from, RecordState to, long count) throws SQLException {
        if (from != to && count > 0) {
            transaction.update("UPDATE destination SET %1$s = %1$s - ?, %2$s = %2$s + ? WHERE name = ?"
                    .formatted(column(from), column(to)), count, count, destination);
        }
    }

    /**
     * Counts records that are newly named for a destination. A destination that was never named before gets its cursor at the
     * journal's end: earlier records are not for it, unless they have a row in the table {@code aside}.
     */
    public void route(String destination, long count) throws SQLException {
        if (count > 0) {
            transaction.update("""
                    INSERT INTO destination (name, cursor, routed, pending)
                    VALUES (?, ?, ?, ?)
                    ON CONFLICT (name) DO UPDATE
                    SET routed = destination.routed + excluded.routed, pending = destination.pending + excluded.pending,
                        sum = destination.sum + excluded.routed + excluded.pending""",
                    destination, StoredBatch.lastSeq(transaction), count, count);
        }
    }

    /** Takes pending records out of a destination's counters, because they are no longer named for it. */
    public void takeBack(String destination, long count) throws SQLException {
        transaction.update("UPDATE destination SET routed = routed - ?, pending = pending - ?, sum = sum - ? WHERE name = ?",
                count, count, 2 * count, destination);
    }

    private static String column(RecordState counted) {
        return counted == RecordState.DEAD ? "dead_lettered" : counted.name().toLowerCase(Locale.ROOT);
    }
}
