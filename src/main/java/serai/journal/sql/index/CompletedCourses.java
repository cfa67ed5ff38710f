package serai.journal.sql.index;

import serai.journal.sql.index.BulkInsert.Column;
import serai.journal.sql.query.ColumnCodec;
import serai.journal.sql.query.Statements;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.UUID;

/** The times at which learners have completed courses. The id of a course here is the hash of course and learner. */
final class CompletedCourses implements StagedIndex {

    private record Completion(UUID course, long at) {
    }

    private static final BulkInsert<Completion> INSERT = new BulkInsert<>("completion", "course, completed_at", List.of(
            Column.ofBytes("course", completion -> ColumnCodec.bytes(completion.course)),
            Column.ofNumbers("completed_at", completion -> completion.at)));

    private final Statements statements;
    private final Map<UUID, NavigableSet<Long>> newest = new HashMap<>();
    private final List<Completion> added = new ArrayList<>();
    private int count;

    CompletedCourses(Statements statements) {
        this.statements = statements;
    }

    /** Whether the course was completed at {@code from} or later and before {@code to}; microseconds since 1970. */
    boolean isCompleted(UUID course, long from, long to) throws SQLException {
        NavigableSet<Long> times = newest.get(course);
        return times != null && !times.subSet(from, to).isEmpty() || isSorted(course, from, to);
    }

    private boolean isSorted(UUID course, long from, long to) throws SQLException {
        PreparedStatement select = statements.prepare(
                "SELECT 1 FROM completion WHERE course = ? AND completed_at >= ? AND completed_at < ? LIMIT 1");
        select.setBytes(1, ColumnCodec.bytes(course));
        select.setLong(2, from);
        select.setLong(3, to);
        try (ResultSet row = select.executeQuery()) {
            return row.next();
        }
    }

    void add(UUID course, long completedAt) {
        if (newest.computeIfAbsent(course, unused -> new TreeSet<>()).add(completedAt)) {
            added.add(new Completion(course, completedAt));
            count++;
        }
    }

    @Override
    public int size() {
        return count;
    }

    @Override
    public void sort() throws SQLException {
        List<UUID> courses = new ArrayList<>(newest.keySet());
        courses.sort(Comparator.comparing(UUID::getMostSignificantBits, Long::compareUnsigned));
        List<Completion> sorted = new ArrayList<>(count);
        for (UUID course : courses) {
            newest.getOrDefault(course, new TreeSet<>()).forEach(at -> sorted.add(new Completion(course, at)));
        }
        INSERT.insert(statements, sorted);
    }

    @Override
    public void clear() {
        newest.clear();
        added.clear();
        count = 0;
    }

    @Override
    public void rolledBack() {
        for (Completion completion : added) {
            NavigableSet<Long> times = newest.get(completion.course);
            if (times != null && times.remove(completion.at)) {
                count--;
            }
        }
        added.clear();
    }

    @Override
    public void committed() {
        added.clear();
    }
}
