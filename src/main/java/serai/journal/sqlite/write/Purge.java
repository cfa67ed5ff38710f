package serai.journal.sqlite.write;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Deletes the records in a range of sequence numbers that are no longer needed, in one transaction: those received before a
 * time, passed by the cursors of all their destinations, and not held, requeued or dead for any. Their rows in {@code aside}
 * and {@code failed_attempt}, and that a route has left them out, are deleted with them; their identities stay.
 *
 * @param after  sequence number behind which the range begins
 * @param upTo   the last sequence number of the range
 * @param before records received at that time or later are kept; microseconds since 1970
 */
record Purge(long after, long upTo, long before) implements Write<Integer> {

    @Override
    public Integer apply(Transaction transaction) throws SQLException {
        PreparedStatement delete = transaction.prepare("""
                DELETE FROM record
                WHERE seq > ? AND seq <= ? AND received_at < ?
                  AND NOT EXISTS (SELECT 1 FROM kind, destination WHERE kind.nr = record.kind AND cursor < record.seq
                                  AND NOT (name = 'unrouted' AND EXISTS (SELECT 1 FROM aside WHERE aside.destination = 'unrouted'
                                                                         AND aside.seq = record.seq AND aside.state = 'dropped'))
                                  AND instr(kind.destinations, ' ' || destination.name || ' ') > 0)
                  AND NOT EXISTS (SELECT 1 FROM aside WHERE aside.destination IN (SELECT name FROM destination)
                                  AND aside.seq = record.seq AND aside.state IN ('held', 'requeued', 'dead'))""");
        delete.setLong(1, after);
        delete.setLong(2, upTo);
        delete.setLong(3, before);
        int purged = delete.executeUpdate();
        if (purged > 0) {
            forget(transaction, "aside");
            forget(transaction, "failed_attempt");
            LeftOutRecords.purge(transaction);
        }
        return purged;
    }

    private void forget(Transaction transaction, String table) throws SQLException {
        PreparedStatement delete = transaction.prepare("""
                DELETE FROM %1$s
                WHERE destination IN (SELECT name FROM destination) AND seq > ? AND seq <= ?
                  AND NOT EXISTS (SELECT 1 FROM record WHERE record.seq = %1$s.seq)""".formatted(table));
        delete.setLong(1, after);
        delete.setLong(2, upTo);
        delete.executeUpdate();
    }
}
