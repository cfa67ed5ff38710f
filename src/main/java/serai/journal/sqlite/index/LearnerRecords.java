package serai.journal.sqlite.index;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which records are of a learner, by the keyed hashes of the learner's identifiers. */
final class LearnerRecords implements StagedIndex {

    private record Entry(long hash, long seq) {
    }

    private final Statements statements;
    private final List<Entry> newest = new ArrayList<>();
    private int committed;

    LearnerRecords(Statements statements) {
        this.statements = statements;
    }

    void add(long seq, long[] hashes) {
        for (long hash : hashes) {
            newest.add(new Entry(hash, seq));
        }
    }

    @Override
    public int size() {
        return newest.size();
    }

    @Override
    public void sort() throws SQLException {
        PreparedStatement insert = statements.prepare(
                "INSERT INTO learner (hash, seq) VALUES (?, ?) ON CONFLICT (hash, seq) DO NOTHING");
        List<Entry> sorted = new ArrayList<>(newest);
        sorted.sort(Comparator.comparingLong(Entry::hash).thenComparingLong(Entry::seq));
        for (Entry entry : sorted) {
            insert.setLong(1, entry.hash);
            insert.setLong(2, entry.seq);
            insert.executeUpdate();
        }
    }

    @Override
    public void clear() {
        newest.clear();
        committed = 0;
    }

    @Override
    public void rolledBack() {
        newest.subList(committed, newest.size()).clear();
    }

    @Override
    public void committed() {
        committed = newest.size();
    }
}
