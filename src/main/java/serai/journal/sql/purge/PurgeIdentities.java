package serai.journal.sql.purge;

import org.jspecify.annotations.Nullable;
import serai.journal.sql.write.Transaction;
import serai.journal.sql.write.Write;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Deletes the old identities in a range, in one transaction. If such an event comes again, it counts as new.
 *
 * @param after  where the range begins
 * @param before identities received on that day or later are kept; days since 1970
 */
record PurgeIdentities(Place after, long before) implements Write<PurgeIdentities.Place> {

    private static final int STRETCH = 1_000;

    /** A place in the order of identities; behind all of them if the id is null. */
    record Place(long occurredAt, byte @Nullable [] id) {

        static final Place FIRST = new Place(Long.MIN_VALUE, new byte[0]);

        boolean isLast() {
            return id == null;
        }
    }

    /** @return where the next range begins */
    @Override
    public Place apply(Transaction transaction) throws SQLException {
        transaction.newest().sortIfReceivedBefore(before);
        Place upTo = end(transaction);
        PreparedStatement delete = transaction.prepare("""
                DELETE FROM identity
                WHERE (occurred_at, id) > (?, ?) AND (? OR (occurred_at, id) <= (?, ?)) AND received_day < ?""");
        delete.setLong(1, after.occurredAt());
        delete.setBytes(2, after.id());
        delete.setBoolean(3, upTo.isLast());
        delete.setLong(4, upTo.occurredAt());
        delete.setBytes(5, upTo.id());
        delete.setLong(6, before);
        delete.executeUpdate();
        return upTo;
    }

    private Place end(Transaction transaction) throws SQLException {
        PreparedStatement select = transaction.prepare("""
                SELECT occurred_at, id FROM identity WHERE (occurred_at, id) > (?, ?)
                ORDER BY occurred_at, id LIMIT 1 OFFSET ?""");
        select.setLong(1, after.occurredAt());
        select.setBytes(2, after.id());
        select.setInt(3, STRETCH - 1);
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? new Place(row.getLong(1), row.getBytes(2)) : new Place(0, null);
        }
    }
}
