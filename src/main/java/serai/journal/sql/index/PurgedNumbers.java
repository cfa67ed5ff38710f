package serai.journal.sql.index;

import serai.journal.sql.query.Statements;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/** The table {@code purged}: ranges of sequence numbers that no batch has. They never overlap, and none adjoins another. */
public final class PurgedNumbers {

    private PurgedNumbers() {
    }

    /**
     * Notes the sequence numbers from the first to the last, which no batch has. A number that is neither noted nor in a batch
     * is missing. Ranges that overlap or adjoin become one.
     */
    public static void note(Statements statements, long first, long last) throws SQLException {
        long from = Math.min(first, number(statements, "SELECT first_seq FROM purged WHERE last_seq >= ? ORDER BY last_seq LIMIT 1",
                first - 1, first));
        long to = Math.max(last,
                number(statements, "SELECT last_seq FROM purged WHERE first_seq <= ? ORDER BY first_seq DESC LIMIT 1",
                        last + 1, last));
        PreparedStatement delete = statements.prepare("DELETE FROM purged WHERE last_seq >= ? AND last_seq <= ?");
        delete.setLong(1, from);
        delete.setLong(2, to);
        delete.executeUpdate();
        PreparedStatement insert = statements.prepare("INSERT INTO purged (first_seq, last_seq) VALUES (?, ?)");
        insert.setLong(1, from);
        insert.setLong(2, to);
        insert.executeUpdate();
    }

    private static long number(Statements statements, String sql, long parameter, long otherwise) throws SQLException {
        return statements.rows(sql, row -> row.getLong(1), parameter).stream().findFirst().orElse(otherwise);
    }
}
