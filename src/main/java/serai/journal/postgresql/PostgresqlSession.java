package serai.journal.postgresql;

import org.jspecify.annotations.Nullable;
import serai.journal.sql.query.LastStatement;
import serai.journal.sql.query.SqlFailure;
import serai.journal.sql.query.Statements;
import serai.journal.sql.query.StoreSession;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * Has the transactions of all instances follow one another: each first locks the one row of the table {@code writing}, which is
 * called taking the turn. So a transaction sees all that earlier ones have appended, and its own appends become visible after
 * theirs.
 *
 * <p>A writer that was alone for a while puts that off until its first other statement. If there is none, it takes the turn
 * together with its last statements, so that the transaction is one round trip. The row shows whether the writer was still
 * alone; if not, the transaction is rolled back.
 */
final class PostgresqlSession implements StoreSession {

    /** The channel on which instances are told that records were appended. */
    static final String CHANNEL = "serai_journal";

    private static final LastStatement NOTIFY =
            new LastStatement("SELECT pg_notify(?, '')", row -> true, CHANNEL);
    private static final LastStatement COMMIT = LastStatement.change("COMMIT");
    private static final String TURN = "UPDATE writing SET turn = turn + 1 RETURNING turn";
    /** Fails, and so do the statements sent with it, if others have had the turn since: the column takes no null. */
    private static final String TURN_IF = "UPDATE writing SET turn = CASE WHEN turn = ? THEN turn + 1 END";
    private static final String NULL_REFUSED = "23502";
    /**
     * Number of transactions in a row of this writer after which it takes itself to be alone; doubled each time that it was
     * wrong.
     */
    static final int ALONE_FROM = 16;
    private static final int ALONE_FROM_MAX = 4_096;
    /** A transaction of more bytes takes the turn first: if the connection has gone silent, the missing answer shows it. */
    private static final int WITH_TURN_MAX_BYTES = 64 * 1_024;
    private static final String BYTES = """
            SELECT coalesce(sum(pg_total_relation_size(oid)), 0)::bigint FROM pg_class
            WHERE relkind = 'r' AND relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = 'writing'::regclass)""";
    /** How many transactions one measurement of the tables serves: a measurement costs as much as the rest of a transaction. */
    private static final int MEASURED_EVERY = 256;

    private final StatementPipeline together = new StatementPipeline();
    private final @Nullable BooleanSupplier unheard;
    private final LongConsumer committed;
    /** Whether the transaction has not begun at the server. */
    private boolean putOff;
    /** Number of this writer's transactions in a row, with none of another writer between them. */
    private int alone;
    private int aloneFrom = ALONE_FROM;
    private long own = -1;
    private long turn;
    private long others;
    private long bytes;
    private int unmeasured;
    /** The first base number for which no partition is known. */
    private long roomUpTo;

    /** The session of an operator: its transactions are made once, and instances are notified of them. */
    PostgresqlSession() {
        this(null, unused -> {
        });
    }

    /**
     * @param unheard whether no other instance needs a notification of an append now. A caller that passes it repeats a
     *                transaction that fails with {@link OthersHaveWrittenException}; null for callers that don't
     * @param committed is told of each turn that is committed
     */
    PostgresqlSession(@Nullable BooleanSupplier unheard, LongConsumer committed) {
        this.unheard = unheard;
        this.committed = committed;
    }

    @Override
    public long begin(Statements statements) throws SQLException {
        putOff = unheard != null && alone >= aloneFrom;
        if (!putOff && takeTurn(statements)) {
            others++;
        }
        return others;
    }

    /** @return whether other writers have had the turn since */
    private boolean takeTurn(Statements statements) throws SQLException {
        turn = statements.number(TURN);
        boolean since = turn != own + 1;
        alone = since ? 0 : Math.min(alone + 1, ALONE_FROM_MAX);
        return since;
    }

    @Override
    public void beforeStatement(Statements statements) throws SQLException {
        if (putOff) {
            putOff = false;
            if (takeTurn(statements)) {
                throw notAlone();
            }
        }
    }

    private OthersHaveWrittenException notAlone() {
        alone = 0;
        aloneFrom = Math.min(2 * aloneFrom, ALONE_FROM_MAX);
        return new OthersHaveWrittenException();
    }

    @Override
    public long commit(Statements statements, List<LastStatement> last, boolean appended) throws SQLException {
        long filled = bytes(statements);
        if (putOff && bytes(last) > WITH_TURN_MAX_BYTES) {
            beforeStatement(statements);
        }
        List<LastStatement> all = new ArrayList<>();
        boolean atLast = putOff;
        if (atLast) {
            putOff = false;
            turn = own + 1;
            all.add(LastStatement.change(TURN_IF, own));
        }
        all.addAll(last);
        if (appended && (unheard == null || !unheard.getAsBoolean())) {
            all.add(NOTIFY);
        }
        all.add(COMMIT);
        try {
            together.execute(statements, all);
        } catch (SQLException e) {
            if (atLast && NULL_REFUSED.equals(e.getSQLState())) {
                throw notAlone();
            }
            throw SqlFailure.isLostConnection(e) ? new OutcomeUnknownException(e) : e;
        }
        own = turn;
        committed.accept(own);
        return filled;
    }

    @Override
    public void makeRoom(Statements statements, long baseSeq) throws SQLException {
        if (baseSeq >= roomUpTo) {
            roomUpTo = statements.rows("SELECT make_partition(?)", row -> row.getLong(1), baseSeq).get(0);
        }
    }

    private static long bytes(List<LastStatement> last) {
        long bytes = 0;
        for (LastStatement one : last) {
            for (Object parameter : one.parameters()) {
                bytes += parameter instanceof byte[] body ? body.length : 0;
            }
        }
        return bytes;
    }

    @Override
    public void rollback(Statements statements) throws SQLException {
        roomUpTo = 0;
        putOff = false;
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

    @Override
    public void measureAnew() {
        unmeasured = 0;
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
