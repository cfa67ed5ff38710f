package serai.journal.postgresql;

import serai.journal.sql.query.LastStatement;
import serai.journal.sql.query.Statements;
import serai.journal.sql.query.StoreSession;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Transactions that follow one another, whichever instance begins them: each first locks the one row of the table
 * {@code writing}. So a transaction sees all that those before it have appended, and its own appends become visible after theirs.
 */
final class PostgresqlSession implements StoreSession {

    /** The channel on which instances are told that records were appended. */
    static final String CHANNEL = "serai_journal";

    private static final LastStatement NOTIFY =
            new LastStatement("SELECT pg_notify(?, '')", row -> true, CHANNEL);
    private static final LastStatement COMMIT = LastStatement.change("COMMIT");
    private static final String TURN = "UPDATE writing SET turn = turn + 1 RETURNING turn";
    private static final String BYTES = """
            SELECT coalesce(sum(pg_total_relation_size(oid)), 0)::bigint FROM pg_class
            WHERE relkind = 'r' AND relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = 'writing'::regclass)""";
    /** How many transactions one measurement of the tables serves: it costs as much as the rest of one. */
    private static final int MEASURED_EVERY = 256;

    private final StatementsTogether together = new StatementsTogether();
    private long own = -1;
    private long turn;
    private long others;
    private long bytes;
    private int unmeasured;
    /** The first base number for which no partition is known. */
    private long roomUpTo;

    @Override
    public long begin(Statements statements) throws SQLException {
        turn = statements.number(TURN);
        if (turn != own + 1) {
            others++;
        }
        return others;
    }

    @Override
    public long commit(Statements statements, List<LastStatement> last, boolean appended) throws SQLException {
        long filled = bytes(statements);
        List<LastStatement> all = new ArrayList<>(last);
        if (appended) {
            all.add(NOTIFY);
        }
        all.add(COMMIT);
        together.execute(statements, all);
        own = turn;
        return filled;
    }

    @Override
    public void makeRoom(Statements statements, long baseSeq) throws SQLException {
        if (baseSeq >= roomUpTo) {
            roomUpTo = statements.rows("SELECT make_partition(?)", row -> row.getLong(1), baseSeq).get(0);
        }
    }

    @Override
    public void rollback(Statements statements) throws SQLException {
        roomUpTo = 0;
        statements.prepare("ROLLBACK").execute();
    }

    @Override
    public long nextKind(Statements statements) throws SQLException {
        return statements.number("SELECT nextval(pg_get_serial_sequence('kind', 'nr'))");
    }

    @Override
    public boolean takesArrays() {
        return true;
    }

    /** The size of the journal's tables and indexes, dead rows included. Measured now and then, since it takes a while. */
    @Override
    public long bytes(Statements statements) throws SQLException {
        if (unmeasured == 0) {
            bytes = statements.number(BYTES);
        }
        unmeasured = (unmeasured + 1) % MEASURED_EVERY;
        return bytes;
    }
}
