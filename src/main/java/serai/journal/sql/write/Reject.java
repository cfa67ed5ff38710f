package serai.journal.sql.write;

import serai.journal.sql.write.Transaction.Intake;
import serai.model.Payload;

import java.sql.SQLException;

/**
 * Stores a body that was no event, and deletes the oldest ones.
 *
 * @param receivedAt microseconds since 1970
 * @param keep       number of bodies that are kept
 * @param bytesMax   bytes that they may fill
 * @param room       gets the bytes that they fill
 */
public record Reject(String source, long receivedAt, String reason, Payload body, long keep, long bytesMax, SizeLimit room)
        implements
            Write<Void> {

    /** The bytes of bodies, their reasons, and about 100 bytes for each row. */
    public static final String BYTES = "SELECT coalesce(sum(length(body) + length(reason) + 100), 0) FROM rejected";

    @Override
    public Void apply(Transaction transaction) throws SQLException {
        transaction.update("INSERT INTO rejected (source, received_at, reason, body) VALUES (?, ?, ?, ?)",
                source, receivedAt, reason, body.bytes());
        transaction.update("DELETE FROM rejected WHERE nr <= (SELECT max(nr) FROM rejected) - ?", keep);
        room.refusedBodies(forgetOldest(transaction));
        transaction.count(source, Intake.REJECTED);
        return null;
    }

    /** @return the bytes that the kept ones fill */
    private long forgetOldest(Transaction transaction) throws SQLException {
        long bytes = transaction.refusedBytes(body.bytes().length + reason.length() + 100L);
        while (bytes > bytesMax) {
            transaction.update("DELETE FROM rejected WHERE nr = (SELECT min(nr) FROM rejected)");
            bytes = transaction.number(BYTES);
            transaction.refusedBytesAre(bytes);
        }
        return bytes;
    }
}
