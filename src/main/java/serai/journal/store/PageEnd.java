package serai.journal.store;

import serai.journal.Page;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;

/** Ends a page: cursor, counters and what the route wants remembered change together or not at all. */
record PageEnd(String destination, long from, Page page, Map<String, String> remembered)
        implements GroupCommit.Write<Void> {

    @Override
    public Void apply(Transaction transaction) throws SQLException {
        PreparedStatement move = transaction.prepare("""
                UPDATE destination SET cursor = ?, delivered = delivered + ?, pending = pending - ?,
                       failures = 0, next_attempt = NULL, failure = NULL
                WHERE name = ? AND cursor = ?""");
        move.setLong(1, page.upTo());
        move.setLong(2, page.records().size());
        move.setLong(3, page.records().size());
        move.setString(4, destination);
        move.setLong(5, from);
        if (move.executeUpdate() != 1) {
            throw new IllegalStateException("the cursor of %s does not stand at %d: somebody else delivers to it too"
                    .formatted(destination, from));
        }
        for (Map.Entry<String, String> entry : remembered.entrySet()) {
            PreparedStatement remember = transaction.prepare("""
                    INSERT INTO remembered (destination, name, value) VALUES (?, ?, ?)
                    ON CONFLICT (destination, name) DO UPDATE SET value = excluded.value""");
            remember.setString(1, destination);
            remember.setString(2, entry.getKey());
            remember.setString(3, entry.getValue());
            remember.executeUpdate();
        }
        return null;
    }
}
