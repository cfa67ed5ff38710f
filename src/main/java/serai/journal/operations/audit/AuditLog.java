package serai.journal.operations.audit;

import serai.journal.sql.query.ColumnCodec;
import serai.journal.sql.query.JournalQuery;
import serai.journal.sql.write.Transaction;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Reads what operators did. It is kept for {@code serai.audit.days}. */
public record AuditLog(JournalQuery reading) {

    /** The value of {@code before} that begins with the newest act. */
    public static final long NEWEST = Long.MAX_VALUE;

    private static final int PAGE = 500;
    private static final String COLUMNS = "SELECT nr, at, actor, act, subject, count, why FROM audit ";

    /** Acts with a lower number than {@code before}, the newest first, up to the limit. */
    public List<AuditLogEntry> before(long before, int limit) {
        return reading.rows(COLUMNS + "WHERE nr < ? ORDER BY nr DESC LIMIT ?", AuditLog::entry, before, limit);
    }

    /** Passes all acts on, the oldest first. */
    public void each(Consumer<AuditLogEntry> to) {
        List<AuditLogEntry> page;
        long after = 0;
        do {
            page = reading.rows(COLUMNS + "WHERE nr > ? ORDER BY nr LIMIT ?", AuditLog::entry, after, PAGE);
            page.forEach(to);
            after = page.isEmpty() ? after : page.get(page.size() - 1).nr();
        } while (page.size() == PAGE);
    }

    private static AuditLogEntry entry(ResultSet row) throws SQLException {
        return new AuditLogEntry(row.getLong(1), ColumnCodec.instant(row.getLong(2)), row.getString(3), row.getString(4),
                row.getString(5), row.getLong(6), row.getString(7));
    }

    /** Notes an act by the transaction that has done it. */
    public static void note(Transaction transaction, Instant at, String actor, String act, AuditLogContent noted)
            throws SQLException {
        transaction.update("INSERT INTO audit (at, actor, act, subject, count, why) VALUES (?, ?, ?, ?, ?, ?)",
                ColumnCodec.micros(at), actor, act, noted.subject(), noted.count(), noted.why());
    }
}
