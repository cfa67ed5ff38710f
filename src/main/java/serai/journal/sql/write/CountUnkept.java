package serai.journal.sql.write;

import java.sql.SQLException;

/** Counts an event for which the routes have named no destination, and deletes the types whose last event is oldest. */
public record CountUnkept(String source, String type, String route, long now) implements Write<Void> {

    public static final String FORGET = "DELETE FROM unkept WHERE source = ? AND type = ?";
    private static final int TYPES_MAX = 100; // a sender may invent any number of types

    @Override
    public Void apply(Transaction transaction) throws SQLException {
        transaction.update("""
                INSERT INTO unkept (source, type, route, count, last_at) VALUES (?, ?, ?, 1, ?)
                ON CONFLICT (source, type) DO UPDATE
                SET count = unkept.count + 1, route = excluded.route, last_at = excluded.last_at""", source, type, route, now);
        transaction.update("""
                DELETE FROM unkept WHERE source = ? AND type NOT IN (
                    SELECT type FROM unkept WHERE source = ? ORDER BY last_at DESC, type LIMIT ?)""",
                source, source, TYPES_MAX);
        return null;
    }
}
