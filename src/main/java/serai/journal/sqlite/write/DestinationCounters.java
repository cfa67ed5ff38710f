package serai.journal.sqlite.write;


import serai.journal.RecordState;

import java.sql.SQLException;
import java.util.Locale;

/** The counters of destinations, changed in the transaction that moves what they count. */
public record DestinationCounters(Transaction transaction) {

    /** Records that were in one counter are in another now. */
    public void move(String destination, RecordState from, RecordState to, long count) throws SQLException {
        if (from != to && count > 0) {
            transaction.update("UPDATE destination SET %1$s = %1$s - ?, %2$s = %2$s + ? WHERE name = ?"
                    .formatted(column(from), column(to)), count, count, destination);
        }
    }

    /**
     * Records are meant for a destination that they were not meant for. One that nobody has named before begins at the end:
     * what stands before that is not for it, unless it stands aside.
     */
    public void route(String destination, long count) throws SQLException {
        if (count > 0) {
            transaction.update("""
                    INSERT INTO destination (name, cursor, routed, pending)
                    VALUES (?, (SELECT coalesce(max(seq), 0) FROM record), ?, ?)
                    ON CONFLICT (name) DO UPDATE
                    SET routed = destination.routed + excluded.routed, pending = destination.pending + excluded.pending""",
                    destination, count, count);
        }
    }

    /** Pending records are no longer meant for a destination. */
    public void takeBack(String destination, long count) throws SQLException {
        transaction.update("UPDATE destination SET routed = routed - ?, pending = pending - ? WHERE name = ?",
                count, count, destination);
    }

    private static String column(RecordState counted) {
        return counted == RecordState.DEAD ? "dead_lettered" : counted.name().toLowerCase(Locale.ROOT);
    }
}
