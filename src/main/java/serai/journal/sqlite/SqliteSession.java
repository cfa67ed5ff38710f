package serai.journal.sqlite;

import serai.journal.sql.query.LastStatement;
import serai.journal.sql.query.Statements;
import serai.journal.sql.query.StoreSession;

import java.sql.SQLException;
import java.util.List;

/**
 * Transactions by SQLite's own statements. JDBC's can't be used: SQLite's driver begins the next one when the last one ends, so
 * that its lock would keep all other processes out for good.
 */
public final class SqliteSession implements StoreSession {

    private long pageSize;

    /** Takes the write lock at once, so that a transaction that first reads and then writes can't fail half-way. */
    @Override
    public long begin(Statements statements) throws SQLException {
        statements.prepare("BEGIN IMMEDIATE").execute();
        return statements.number("PRAGMA data_version");
    }

    @Override
    public long commit(Statements statements, List<LastStatement> last, boolean appended) throws SQLException {
        for (LastStatement one : last) {
            statements.execute(one);
        }
        long bytes = bytes(statements);
        statements.prepare("COMMIT").execute();
        return bytes;
    }

    @Override
    public void rollback(Statements statements) throws SQLException {
        statements.prepare("ROLLBACK").execute();
    }

    @Override
    public long nextKind(Statements statements) throws SQLException {
        return statements.number("SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'kind'), 0)") + 1;
    }

    /** Bytes of the pages in use. */
    @Override
    public long bytes(Statements statements) throws SQLException {
        if (pageSize == 0) {
            pageSize = statements.number("PRAGMA page_size"); // never changes
        }
        return (statements.number("PRAGMA page_count") - statements.number("PRAGMA freelist_count")) * pageSize;
    }
}
