package serai.journal.sql.write;

import serai.journal.RecordState;
import serai.journal.store.Settlement;
import serai.journal.store.Settlement.Settled;

import java.sql.SQLException;

/**
 * How many records a destination has got by the settlement that holds one: the next attempt at that one counts only if the
 * destination has got others since.
 */
record DeliveredOthers(Transaction transaction) {

    private static final String NOTE = """
            UPDATE aside SET others = (SELECT delivered - left_out FROM destination WHERE name = aside.destination)
            WHERE destination = ? AND state = 'held' AND\s""";

    /** To be called when the settlement has changed the counters: the others of a page count as before the attempt. */
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
