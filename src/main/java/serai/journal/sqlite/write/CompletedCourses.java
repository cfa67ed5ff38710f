package serai.journal.sqlite.write;

import serai.journal.sqlite.query.ColumnCodec;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.UUID;

/** The times at which learners have completed courses. The id of a course here is the hash of course and learner. */
final class CompletedCourses extends StagedIndex {

    private static final int NEWEST_MAX = 8_192;

    private final Transaction transaction;
    private final Map<UUID, NavigableSet<Long>> newest = new HashMap<>();
    private int count;

    CompletedCourses(Transaction transaction) {
        this.transaction = transaction;
    }

    /** Whether the course was completed at {@code from} or later and before {@code to}; microseconds since 1970. */
    boolean isCompleted(UUID course, long from, long to) throws SQLException {
        NavigableSet<Long> times = newest.get(course);
        return times != null && !times.subSet(from, to).isEmpty() || isSorted(course, from, to);
    }

    private boolean isSorted(UUID course, long from, long to) throws SQLException {
        PreparedStatement select = transaction.prepare(
                "SELECT 1 FROM completion WHERE course = ? AND completed_at >= ? AND completed_at < ? LIMIT 1");
        select.setBytes(1, ColumnCodec.bytes(course));
        select.setLong(2, from);
        select.setLong(3, to);
        try (ResultSet row = select.executeQuery()) {
            return row.next();
        }
    }

    void add(UUID course, long completedAt) throws SQLException {
        PreparedStatement insert = transaction.prepare("INSERT INTO newest_completion (course, completed_at) VALUES (?, ?)");
        insert.setBytes(1, ColumnCodec.bytes(course));
        insert.setLong(2, completedAt);
        insert.executeUpdate();
        newest.computeIfAbsent(course, unused -> new TreeSet<>()).add(completedAt);
        count++;
    }

    @Override
    boolean isMany() {
        return count >= NEWEST_MAX;
    }

    @Override
    void sort() throws SQLException {
        transaction.update("""
                INSERT INTO completion (course, completed_at)
                SELECT course, completed_at FROM newest_completion WHERE true ORDER BY course, completed_at
                ON CONFLICT (course, completed_at) DO NOTHING""");
        transaction.update("DELETE FROM newest_completion");
        newest.clear();
        count = 0;
    }
}
