package serai.journal.sql.write;

import org.jspecify.annotations.Nullable;
import serai.journal.UnpurgedBytes;
import serai.journal.sql.index.ForgottenLearners;
import serai.journal.sql.index.StagedIndexes;
import serai.journal.sql.query.ColumnCodec;
import serai.journal.sql.query.LastStatement;
import serai.journal.sql.query.Rows;
import serai.journal.sql.query.Rows.FromRow;
import serai.journal.sql.query.Statements;
import serai.journal.sql.query.StoreSession;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The writer's connection with its reused statements, and the counts that the current transaction adds before it commits.
 * Adding them once for each transaction, and not for each record, keeps the counters exact and cheap.
 */
public final class Transaction implements Statements {

    /** {@link JournalBounds#stagedMax} for commands beside the delivering process: each would have to read the entries again. */
    private static final int STAGED_MAX_BESIDE = 512;

    private static final String COUNT_ROUTED = """
            UPDATE destination SET routed = routed + ?, pending = pending + ?, last_named = max(last_named, ?),
                   sum = sum + ? + max(last_named, ?) - last_named
            WHERE instr(?, ' ' || name || ' ') > 0""";

    /** The number of records for which the same destinations were named, and the sequence numbers of the first and the last. */
    private record Routed(long firstSeq, long lastSeq, long count) {
    }

    /** The counters of a source; the names are those of the columns. */
    public enum Intake {
        ACCEPTED("accepted"), DUPLICATES("duplicates"), DIFFERING("differing"), REJECTED("rejected"),
        FILTERED("filtered"), UNROUTED_BYTES("unrouted_bytes"), DIFFERING_BYTES("differing_bytes");

        private final String add;

        Intake(String column) {
            this.add = """
                    INSERT INTO source (name, %1$s) VALUES (?, ?)
                    ON CONFLICT (name) DO UPDATE SET %1$s = source.%1$s + excluded.%1$s""".formatted(column);
        }
    }

    private final Connection connection;
    private final Consumer<Connection> discard;
    private final SizeLimit room;
    private final StoreSession session;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    /** Records by the column's text of the destinations named for them, in the order of the first record for each text. */
    private final Map<String, Routed> routed = new LinkedHashMap<>();
    /** By source; in one order, so that few sequences of statements come up. */
    private final Map<Intake, Map<String, Long>> counts = new EnumMap<>(Intake.class);
    /** Destinations that are known to have a cursor, which none loses. */
    private final Set<String> destinations = new HashSet<>();
    private final StagedIndexes newest;
    private final ForgottenLearners forgotten = new ForgottenLearners(this);
    private final BatchAppend batch;
    private final KindNumbers kinds = new KindNumbers(this);
    private final @Nullable CommitGuard guard;
    private long version = -1;
    private long refusedBytes;

    /**
     * @param connection in auto-commit mode; the session begins and ends this transaction by statements
     * @param discard    closes the connection for good: a connection that broke inside a transaction must not go back to the
     *                   pool
     * @param session    how a transaction of the store begins and ends
     * @param room       gets the store's size at each commit
     */
    public Transaction(Connection connection, Consumer<Connection> discard, StoreSession session, SizeLimit room) {
        this(connection, discard, session, room, STAGED_MAX_BESIDE, null);
    }

    /**
     * @param stagedMax as in {@link JournalBounds}
     * @param guard     checked in a transaction after another connection has committed; null for a process that does not deliver
     */
    public Transaction(Connection connection, Consumer<Connection> discard, StoreSession session, SizeLimit room, int stagedMax,
            @Nullable CommitGuard guard) {
        this.session = session;
        this.batch = new BatchAppend(this, session);
        this.guard = guard;
        this.newest = new StagedIndexes(this, stagedMax, forgotten);
        this.connection = connection;
        this.discard = discard;
        this.room = room;
    }

    /** Begins as the only writer: {@link StoreSession#begin}. */
    public void begin() throws SQLException {
        long before = version;
        version = session.begin(this);
        if (guard != null && version != before) { // another connection has committed: another process may have opened the journal
            guard.require(this);
        }
        refusedBytes = -1;
        batch.begin(version != before);
        newest.begin(version);
        forgotten.begin(version);
    }

    /** The learners whose events are counted and not kept. */
    ForgottenLearners forgotten() {
        return forgotten;
    }

    /** What is known of records beyond their batches. */
    public StagedIndexes newest() {
        return newest;
    }

    /** The batch of what this transaction appends. */
    BatchAppend batch() {
        return batch;
    }

    public KindNumbers kinds() {
        return kinds;
    }

    @Override
    public PreparedStatement prepare(String sql) throws SQLException {
        session.beforeStatement(this);
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        return statement;
    }

    @Override
    public boolean takesArrays() {
        return session.takesArrays();
    }

    /** @return rows changed */
    public int update(String sql, @Nullable Object... parameters) throws SQLException {
        return bound(sql, parameters).executeUpdate();
    }

    @Override
    public <T> List<T> rows(String sql, FromRow<T> fromRow, Object... parameters) throws SQLException {
        return Rows.read(bound(sql, parameters), fromRow);
    }

    private PreparedStatement bound(String sql, @Nullable Object... parameters) throws SQLException {
        PreparedStatement statement = prepare(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    /** Counts a record for the destinations in a column's text. */
    void countRouted(String destinations, long seq) {
        Routed known = routed.get(destinations);
        routed.put(destinations, new Routed(known == null ? seq : known.firstSeq, seq, known == null ? 1 : known.count + 1));
    }

    /** The bytes that refused bodies fill, including one more of that size. Queried once for each transaction. */
    long refusedBytes(long added) throws SQLException {
        refusedBytes = refusedBytes < 0 ? number(Reject.BYTES) : refusedBytes + added;
        return refusedBytes;
    }

    /** Sets the bytes that refused bodies fill. */
    void refusedBytesAre(long bytes) {
        refusedBytes = bytes;
    }

    public void count(String source, Intake counted) {
        count(source, counted, 1);
    }

    public void count(String source, Intake counted, long number) {
        counts.computeIfAbsent(counted, column -> new TreeMap<>()).merge(source, number, Long::sum);
    }

    /** The destinations that were named since the last commit or rollback. */
    Set<String> destinationsNamed() {
        Set<String> named = new HashSet<>();
        routed.keySet().forEach(column -> named.addAll(ColumnCodec.names(column)));
        return named;
    }

    public void commit() throws SQLException {
        List<LastStatement> last = new ArrayList<>();
        batch.end().ifPresent(last::add);
        Set<String> added = new HashSet<>();
        for (Map.Entry<String, Routed> entry : routed.entrySet()) {
            addRouted(entry.getKey(), entry.getValue(), last, added);
        }
        counts.forEach((counted, numbers) -> numbers
                .forEach((source, number) -> last.add(LastStatement.change(counted.add, source, number))));
        Map<String, UnpurgedBytes> left = new HashMap<>();
        if (room.shares() != null) {
            last.add(left(left));
        }
        room.measured(session.commit(this, last, !routed.isEmpty()));
        if (room.shares() != null) {
            room.shares().measured(left);
        }
        destinations.addAll(added);
        newest.committed();
        forget();
    }

    /**
     * Counts the records for all their destinations by one statement, and adds destinations that are new. Keeps the row's sum,
     * as the migration V3 describes.
     */
    private void addRouted(String column, Routed records, List<LastStatement> last, Set<String> added) throws SQLException {
        Set<String> names = ColumnCodec.names(column);
        Object[] parameters =
                {records.count, records.count, records.lastSeq, 2 * records.count, records.lastSeq, column};
        if (destinations.containsAll(names)) {
            last.add(LastStatement.change(COUNT_ROUTED, parameters));
            return;
        }
        added.addAll(names);
        if (update(COUNT_ROUTED, parameters) < names.size()) {
            for (String name : names) { // a new cursor stands before the destination's first record
                update("""
                        INSERT INTO destination (name, cursor, routed, pending, last_named) VALUES (?, ?, ?, ?, ?)
                        ON CONFLICT (name) DO NOTHING""", name, records.firstSeq - 1, records.count, records.count,
                        records.lastSeq);
            }
        }
    }

    /** Reads the unpurged bytes by source. Cheap, because each source has one row and sources are few. */
    private static LastStatement left(Map<String, UnpurgedBytes> left) {
        return new LastStatement("SELECT name, unrouted_bytes, dead_bytes, differing_bytes FROM source", row -> {
            left.put(row.getString(1), ColumnCodec.left(row, 2));
            return true;
        });
    }

    /** Bytes that the journal fills. Free pages inside the store count as room. */
    public long measured() throws SQLException {
        return session.bytes(this);
    }

    /** Has the bytes measured when this transaction commits, also in a store that measures only now and then. */
    public void measureAnew() {
        session.measureAnew();
    }

    /** The number of the next kind. */
    long nextKind() throws SQLException {
        return session.nextKind(this);
    }

    @Override
    public long number(String question) throws SQLException {
        try (ResultSet row = prepare(question).executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    public void rollback() throws SQLException {
        forget();
        batch.rolledBack();
        newest.rolledBack();
        kinds.rolledBack();
        session.rollback(this);
    }

    private void forget() {
        routed.clear();
        counts.clear();
    }

    /** Closes the connection. Uncommitted changes are lost. */
    void close() {
        discard.accept(connection);
    }
}
