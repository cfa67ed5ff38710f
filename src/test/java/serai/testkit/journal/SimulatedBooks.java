package serai.testkit.journal;

import serai.journal.sql.query.StoredBatch;
import serai.model.CanonicalJson;
import serai.model.LearningRecord;
import serai.testkit.RecordTable;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;

/** Looks into the journal by itself, and acts as an operator's commands do: recounts rows, requeues, drops. */
public final class SimulatedBooks implements AutoCloseable {

    /** What stands aside. */
    public record AsideRow(long seq, String state, String counted, int attempts, String reason, boolean inRun) {
    }

    /** Counted from rows, with those that stand aside. */
    public record Recount(long pending, long dead, long dropped, List<AsideRow> aside) {
    }

    private static final List<String> INDEXES = List.of("identity", "completion", "learner_run", "position");
    private static final String FILE_CHANGES = "PRAGMA data_version"; // with the commits of others only

    private final Connection connection;
    private final String changes;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    /** By destination, the numbers of the records that name it. */
    private final Map<String, NavigableSet<Long>> named = new HashMap<>();
    private long lastRead;
    private long records;
    private long numbers;
    private long version;
    private boolean written;

    public SimulatedBooks(Path file) throws SQLException {
        this(DriverManager.getConnection("jdbc:sqlite:" + file), FILE_CHANGES);
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA synchronous=OFF");
            statement.execute("PRAGMA busy_timeout=10000");
        }
    }

    /**
     * @param connection past the journal, closed with this
     * @param changes    a query for a number that is another one when others have committed something
     */
    public SimulatedBooks(Connection connection, String changes) {
        this.connection = connection;
        this.changes = changes;
    }

    private PreparedStatement prepare(String sql, Object... parameters) throws SQLException {
        RecordTable.update(connection, sql);
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    private int update(String sql, Object... parameters) throws SQLException {
        written = true;
        return prepare(sql, parameters).executeUpdate();
    }

    /** Whether anybody has changed anything since this was last asked. */
    public boolean haveChanged() throws SQLException {
        long before = version;
        try (ResultSet row = prepare(changes).executeQuery()) {
            row.next();
            version = row.getLong(1);
        }
        boolean changed = written || version != before;
        written = false;
        return changed;
    }

    /** By destination, from the records, the cursors and the rows aside alone. */
    public Map<String, Recount> recount() throws SQLException {
        readRecords();
        Map<String, Recount> counted = new HashMap<>();
        try (ResultSet row = prepare("SELECT name, cursor FROM destination").executeQuery()) {
            while (row.next()) {
                String name = row.getString(1);
                counted.put(name, recount(row.getLong(2), named.getOrDefault(name, new TreeSet<>()),
                        aside(name)));
            }
        }
        return counted;
    }

    private static Recount recount(long cursor, NavigableSet<Long> named, List<AsideRow> aside) {
        NavigableSet<Long> ahead = named.tailSet(cursor, false);
        long pending = ahead.size() - aside.stream().filter(one -> ahead.contains(one.seq)).count();
        return new Recount(pending + count(aside, "pending"), count(aside, "dead"), count(aside, "dropped"), aside);
    }

    private static long count(List<AsideRow> aside, String counted) {
        return aside.stream().filter(one -> one.counted.equals(counted)).count();
    }

    /** A record never changes: each is read once, and all of them again where some are gone. */
    private void readRecords() throws SQLException {
        readRecords(lastRead);
        try (ResultSet row = prepare("SELECT count(*), coalesce(sum(seq), 0) FROM record").executeQuery()) {
            row.next();
            if (row.getLong(1) != records || row.getLong(2) != numbers) {
                named.clear();
                records = 0;
                numbers = 0;
                readRecords(0);
            }
        }
    }

    private void readRecords(long after) throws SQLException {
        try (ResultSet row = prepare("""
                SELECT seq, destinations FROM record JOIN kind ON kind.nr = record.kind
                WHERE seq > ? ORDER BY seq""", after).executeQuery()) {
            while (row.next()) {
                lastRead = row.getLong(1);
                records++;
                numbers += lastRead;
                for (String name : row.getString(2).strip().split(" ")) {
                    named.computeIfAbsent(name, unused -> new TreeSet<>()).add(lastRead);
                }
            }
        }
    }

    public List<AsideRow> aside(String destination) throws SQLException {
        List<AsideRow> all = new ArrayList<>();
        try (ResultSet row = prepare("""
                SELECT seq, state, counted, attempts, reason, in_run FROM aside WHERE destination = ? ORDER BY seq""",
                destination).executeQuery()) {
            while (row.next()) {
                all.add(new AsideRow(row.getLong(1), row.getString(2), row.getString(3), row.getInt(4), row.getString(5),
                        row.getInt(6) == 1));
            }
        }
        return all;
    }

    public Map<Long, LearningRecord> records() throws SQLException {
        Map<Long, LearningRecord> all = new HashMap<>();
        try (ResultSet row = prepare("SELECT seq, json FROM record").executeQuery()) {
            while (row.next()) {
                all.put(row.getLong(1), CanonicalJson.read(new String(row.getBytes(2), StandardCharsets.UTF_8)));
            }
        }
        return all;
    }

    public long lastSeq() throws SQLException {
        try (ResultSet row = prepare(StoredBatch.LAST_SEQ)
                .executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /** An operator has a dead letter retried: it stays counted as dead. */
    public boolean retry(String destination, long seq, long now) throws SQLException {
        return update("""
                UPDATE aside SET state = 'requeued', next_attempt = ?, changed_at = ?
                WHERE destination = ? AND seq = ? AND state = 'dead'""", now, now, destination, seq) == 1;
    }

    /** An operator has all dead letters of a destination retried. */
    public void retryAll(String destination, long now) throws SQLException {
        update("UPDATE aside SET state = 'requeued', next_attempt = ?, changed_at = ? WHERE destination = ? AND state = 'dead'",
                now, now, destination);
    }

    /** An operator has it sent once more. */
    public boolean replay(String destination, long seq, String type, long now) throws SQLException {
        return update("""
                INSERT INTO aside (destination, seq, type, state, counted, next_attempt, changed_at,
                                   kind, received_at, json, json_sum, raw, raw_sum)
                SELECT name, seq, ?, 'requeued', 'delivered', ?, ?, kind, received_at, json, json_sum, raw, raw_sum
                FROM destination JOIN record ON record.seq = ?
                WHERE name = ? AND cursor >= seq
                ON CONFLICT (destination, seq) DO UPDATE
                SET state = 'requeued', next_attempt = excluded.next_attempt, changed_at = excluded.changed_at, kind = excluded.kind,
                    received_at = excluded.received_at, json = excluded.json, json_sum = excluded.json_sum,
                    raw = excluded.raw, raw_sum = excluded.raw_sum
                WHERE aside.state = 'delivered'""", type, now, now, seq, destination) == 1;
    }

    /** An operator drops a dead letter or a held record. */
    public boolean drop(String destination, AsideRow aside, long now) throws SQLException {
        boolean dead = aside.counted().equals("dead");
        connection.setAutoCommit(false);
        boolean changed = update("""
                UPDATE aside SET state = 'dropped', counted = 'dropped', why = 'simulated', changed_at = ?
                WHERE destination = ? AND seq = ? AND state = ?""", now, destination, aside.seq(), aside.state()) == 1;
        if (changed) {
            update(dead ? "UPDATE destination SET dead_lettered = dead_lettered - 1, dropped = dropped + 1 WHERE name = ?"
                    : "UPDATE destination SET pending = pending - 1, dropped = dropped + 1 WHERE name = ?", destination);
        }
        connection.commit();
        connection.setAutoCommit(true);
        return changed;
    }

    /** An operator drops a record that the destination has not come to yet. */
    public boolean dropAhead(String destination, long seq, String type, long now) throws SQLException {
        connection.setAutoCommit(false);
        boolean changed = update("""
                INSERT INTO aside (destination, seq, type, state, counted, changed_at)
                SELECT name, ?, ?, 'dropped', 'dropped', ? FROM destination WHERE name = ? AND cursor < ?
                ON CONFLICT DO NOTHING""", seq, type, now, destination, seq) == 1;
        if (changed) {
            update("UPDATE destination SET pending = pending - 1, dropped = dropped + 1 WHERE name = ?", destination);
        }
        connection.commit();
        connection.setAutoCommit(true);
        return changed;
    }

    /** An operator says that it is mended. */
    public void resume(String destination, boolean refuseRun) throws SQLException {
        update("""
                UPDATE destination SET failures = 0, next_attempt = NULL, stopped = NULL, failure = NULL, refuse_next = ?
                WHERE name = ?""", refuseRun ? 1 : 0, destination);
    }

    /**
     * From now on the journal does not get through with sorting: one of its tables of indexes takes some rows more, or none.
     *
     * @param chance decides which table, and how many
     */
    public void breakSorting(Random chance) throws SQLException {
        String table = INDEXES.get(chance.nextInt(INDEXES.size()));
        try (var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
            long most = rows.getLong(1) + (table.equals("identity") ? chance.nextInt(6) : 0);
            statement.execute("CREATE TRIGGER broken BEFORE INSERT ON %s WHEN (SELECT count(*) FROM %s) >= %s "
                    .formatted(table, table, most) + "BEGIN SELECT RAISE(ABORT, 'simulated'); END");
        }
    }

    /** Takes back {@link #breakSorting}. */
    public void mendSorting() throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("DROP TRIGGER broken");
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
