package serai.journal.sql.write;

import serai.journal.RecordState;
import serai.journal.sql.query.ColumnCodec;

import java.sql.SQLException;
import java.util.List;

/**
 * Drops records that stand aside for a destination, and moves the destination's counters.
 *
 * @param why the operator's reason; kept with the record
 * @param now in microseconds since 1970
 */
public record DroppedRecord(Transaction transaction, String why, long now) {

    private static final String DEAD = "'dead'";
    private static final String ANY = "'dead', 'held', 'requeued', 'unmatched', 'unrouted'";

    /**
     * Drops a record that is dead, held, unmatched or unrouted, or that is requeued and was not delivered before. One that is
     * dead, and was delivered before, stays counted as delivered.
     *
     * @return whether it was one of these
     */
    public boolean drop(String destination, long seq) throws SQLException {
        return drop(destination, seq, ANY);
    }

    /**
     * Drops a record that is dead.
     *
     * @return whether it was
     */
    public boolean dropDead(String destination, long seq) throws SQLException {
        return drop(destination, seq, DEAD);
    }

    private boolean drop(String destination, long seq, String states) throws SQLException {
        if (dropRepeat(destination, seq, Long.MAX_VALUE) == 1) {
            return true;
        }
        for (RecordState from : List.of(RecordState.DEAD, RecordState.PENDING)) {
            int dropped = transaction.update("""
                    UPDATE aside SET state = 'dropped', counted = 'dropped', why = ?, next_attempt = NULL, in_run = 0,
                           changed_at = ?
                    WHERE destination = ? AND seq = ? AND counted = ? AND state IN (%s)""".formatted(states),
                    why, now, destination, seq, ColumnCodec.word(from));
            if (dropped == 1) {
                new DestinationCounters(transaction).move(destination, from, RecordState.DROPPED, 1);
                return true;
            }
        }
        return false;
    }

    /**
     * Drops a record that is dead and was delivered before: only that it is sent again. It stays counted as delivered.
     *
     * @param before microseconds since 1970; one that has changed at that time or later stays
     * @return the number of records that were dropped; 1 at the most
     */
    public int dropRepeat(String destination, long seq, long before) throws SQLException {
        return transaction.update("""
                UPDATE aside SET state = 'delivered', why = ?, json = NULL, raw = NULL, trace = NULL, changed_at = ?
                WHERE destination = ? AND seq = ? AND state = 'dead' AND counted = 'delivered' AND changed_at < ?""",
                why, now, destination, seq, before);
    }
}
