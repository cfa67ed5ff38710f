package serai.journal.sql.index;

import serai.journal.sql.query.Checksum;
import serai.journal.sql.query.Statements;

import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Which records are of a learner, by the keyed hashes of the learner's identifiers. The hashes of one learner's records are
 * anywhere among those of all others, so each would change a page of its own in one large index. Therefore each sorting writes
 * a run: the entries of successive records, sorted, as one value. A search for a learner looks into each run.
 */
final class LearnerRecords implements StagedIndex {

    private static final int ENTRY_LENGTH = 2 * Long.BYTES;

    private record Entry(long hash, long seq) implements Comparable<Entry> {

        @Override
        public int compareTo(Entry other) {
            int byHash = Long.compare(hash, other.hash);
            return byHash != 0 ? byHash : Long.compare(seq, other.seq);
        }
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
        return 0; // sorted when others are
    }

    @Override
    public void sort() throws SQLException {
        if (newest.isEmpty()) {
            return;
        }
        PreparedStatement insert = statements.prepare("""
                INSERT INTO learner_run (first_seq, last_seq, entries, sum) VALUES (?, ?, ?, ?)
                ON CONFLICT (first_seq) DO UPDATE
                SET last_seq = excluded.last_seq, entries = excluded.entries, sum = excluded.sum
                WHERE excluded.last_seq > learner_run.last_seq""");
        long first = newest.get(0).seq;
        long last = newest.get(newest.size() - 1).seq;
        byte[] entries = run();
        insert.setLong(1, first);
        insert.setLong(2, last);
        insert.setBytes(3, entries);
        insert.setLong(4, Checksum.of(first, last, entries));
        insert.executeUpdate();
    }

    private byte[] run() {
        List<Entry> sorted = new ArrayList<>(newest);
        sorted.sort(null);
        ByteBuffer entries = ByteBuffer.allocate(sorted.size() * ENTRY_LENGTH);
        sorted.forEach(entry -> entries.putLong(entry.hash).putLong(entry.seq));
        return entries.array();
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
