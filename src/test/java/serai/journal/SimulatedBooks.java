package serai.journal;

import serai.model.CanonicalJson;
import serai.model.LearningRecord;

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

/** Looks into the journal's file by itself, and acts as an operator's commands do: recounts rows, requeues, drops. */
final class SimulatedBooks implements AutoCloseable {

    /** What stands aside. */
    record Aside(long seq, String state, String counted, int attempts, String reason, boolean inRun) {
    }

    /** Counted from rows. */
    record Recount(long pending, long dead, long dropped) {
    }

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    SimulatedBooks(Path file) throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA synchronous=OFF");
            statement.execute("PRAGMA busy_timeout=10000");
        }
    }

    private PreparedStatement prepare(String sql, Object... parameters) throws SQLException {
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
        return prepare(sql, parameters).executeUpdate();
    }

    Recount recount(String destination) throws SQLException {
        try (ResultSet row = prepare("""
                SELECT (SELECT count(*) FROM record, destination
                        WHERE name = ?1 AND seq > cursor AND instr(destinations, ' ' || ?1 || ' ') > 0
                          AND NOT EXISTS (SELECT 1 FROM aside WHERE aside.destination = ?1 AND aside.seq = record.seq))
                     + (SELECT count(*) FROM aside WHERE destination = ?1 AND counted = 'pending'),
                       (SELECT count(*) FROM aside WHERE destination = ?1 AND counted = 'dead'),
                       (SELECT count(*) FROM aside WHERE destination = ?1 AND counted = 'dropped')""",
                destination).executeQuery()) {
            row.next();
            return new Recount(row.getLong(1), row.getLong(2), row.getLong(3));
        }
    }

    List<Aside> aside(String destination) throws SQLException {
        List<Aside> all = new ArrayList<>();
        try (ResultSet row = prepare("""
                SELECT seq, state, counted, attempts, reason, in_run FROM aside WHERE destination = ? ORDER BY seq""",
                destination).executeQuery()) {
            while (row.next()) {
                all.add(new Aside(row.getLong(1), row.getString(2), row.getString(3), row.getInt(4), row.getString(5),
                        row.getInt(6) == 1));
            }
        }
        return all;
    }

    Map<Long, LearningRecord> records() throws SQLException {
        Map<Long, LearningRecord> all = new HashMap<>();
        try (ResultSet row = prepare("SELECT seq, json FROM record").executeQuery()) {
            while (row.next()) {
                all.put(row.getLong(1), CanonicalJson.read(row.getString(2)));
            }
        }
        return all;
    }

    long lastSeq() throws SQLException {
        try (ResultSet row = prepare("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'record'")
                .executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /** An operator has a dead letter retried: it stays counted as dead. */
    boolean retry(String destination, long seq, long now) throws SQLException {
        return update("""
                UPDATE aside SET state = 'requeued', next_attempt = ?, changed_at = ?
                WHERE destination = ? AND seq = ? AND state = 'dead'""", now, now, destination, seq) == 1;
    }

    /** An operator has it sent once more. */
    boolean replay(String destination, long seq, String type, long now) throws SQLException {
        return update("""
                INSERT INTO aside (destination, seq, type, state, counted, next_attempt, changed_at)
                SELECT name, ?2, ?3, 'requeued', 'delivered', ?4, ?4 FROM destination
                WHERE name = ?1 AND cursor >= ?2
                ON CONFLICT (destination, seq) DO UPDATE SET state = 'requeued', next_attempt = ?4, changed_at = ?4
                WHERE state = 'delivered'""", destination, seq, type, now) == 1;
    }

    /** An operator drops a dead letter or a held record. */
    boolean drop(String destination, Aside aside, long now) throws SQLException {
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
    boolean dropAhead(String destination, long seq, String type, long now) throws SQLException {
        connection.setAutoCommit(false);
        boolean changed = update("""
                INSERT INTO aside (destination, seq, type, state, counted, changed_at)
                SELECT name, ?2, ?3, 'dropped', 'dropped', ?4 FROM destination WHERE name = ?1 AND cursor < ?2
                ON CONFLICT DO NOTHING""", destination, seq, type, now) == 1;
        if (changed) {
            update("UPDATE destination SET pending = pending - 1, dropped = dropped + 1 WHERE name = ?", destination);
        }
        connection.commit();
        connection.setAutoCommit(true);
        return changed;
    }

    /** An operator says that it is mended. */
    void resume(String destination, boolean refuseRun) throws SQLException {
        update("""
                UPDATE destination SET failures = 0, next_attempt = NULL, stopped = NULL, failure = NULL, refuse_next = ?
                WHERE name = ?""", refuseRun ? 1 : 0, destination);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
