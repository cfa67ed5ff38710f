package serai.journal.store;

import serai.journal.store.Transaction.Intake;
import serai.model.Payload;

import java.sql.SQLException;

/**
 * Keeps a body that was no event, and forgets the oldest ones.
 *
 * @param receivedAt microseconds since 1970
 * @param keep       how many of them are kept
 */
record Reject(String source, long receivedAt, String reason, Payload body, long keep) implements Write<Void> {

    @Override
    public Void apply(Transaction transaction) throws SQLException {
        transaction.update("INSERT INTO rejected (source, received_at, reason, body) VALUES (?, ?, ?, ?)",
                source, receivedAt, reason, body.bytes());
        transaction.update("DELETE FROM rejected WHERE nr <= (SELECT max(nr) FROM rejected) - ?", keep);
        transaction.count(source, Intake.REJECTED);
        return null;
    }
}
