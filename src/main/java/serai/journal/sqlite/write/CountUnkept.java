package serai.journal.sqlite.write;

import java.sql.SQLException;

/** Counts an event that the routes have named no destination for, and forgets the types that came longest ago. */
public record CountUnkept(String source, String type, String route, long now) implements Write<Void> {

    public static final String FORGET = "DELETE FROM unkept WHERE source = ? AND type = ?";
    private static final int TYPES_MAX = 100; // what a sender calls a type is the sender's

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
