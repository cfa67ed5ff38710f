package serai.journal.sql.write;

import serai.journal.RecordState;
import serai.journal.store.Settlement;
import serai.journal.store.Settlement.Settled;

import java.sql.SQLException;

/**
 * Notes how many records a destination has got when a settlement holds one of its records. The next attempt at the held record
 * counts only if the destination has got others since.
 */
record DeliveredCounts(Transaction transaction) {

    private static final String NOTE = """
            UPDATE aside SET others = (SELECT delivered - left_out FROM destination WHERE name = aside.destination)
            WHERE destination = ? AND state = 'held' AND\s""";

    /**
     * Call this after the settlement has changed the counters: the other records of the page count as delivered before the
     * attempt.
     */
    void note(Settlement settlement) throws SQLException {
        for (Settled settled : settlement.settled()) {
            if (settled.outcome() == RecordState.HELD) {
                transaction.update(NOTE + "seq = ?", settlement.destination(), settled.entry().seq());
            }
        }
        for (String type : settlement.takenBack()) {
            transaction.update(NOTE + "type = ? AND in_run = 1", settlement.destination(), type);
        }
    }
}
