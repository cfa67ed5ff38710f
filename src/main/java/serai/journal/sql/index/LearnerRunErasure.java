package serai.journal.sql.index;

import serai.journal.sql.query.Checksum;
import serai.journal.sql.query.Statements;

import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Takes records out of the runs of the index of learners, whose other entries stay in their order. */
public record LearnerRunErasure(Statements statements) {

    private static final int ENTRY_LENGTH = 2 * Long.BYTES;

    private record Run(long firstSeq, long lastSeq, byte[] entries) {
    }

    /** @param seqs the records' sequence numbers, which are all in the tables by now */
    public void remove(Set<Long> seqs) throws SQLException {
        if (seqs.isEmpty()) {
            return;
        }
        for (Run run : runs(seqs)) {
            byte[] left = without(run.entries, seqs);
            if (left.length < run.entries.length) {
                PreparedStatement update = statements.prepare("UPDATE learner_run SET entries = ?, sum = ? WHERE first_seq = ?");
                update.setBytes(1, left);
                update.setLong(2, Checksum.of(run.firstSeq, run.lastSeq, left));
                update.setLong(3, run.firstSeq);
                update.executeUpdate();
            }
        }
    }

    private List<Run> runs(Collection<Long> seqs) throws SQLException {
        long first = seqs.stream().mapToLong(Long::longValue).min().orElseThrow();
        long last = seqs.stream().mapToLong(Long::longValue).max().orElseThrow();
        return statements.rows("SELECT first_seq, last_seq, entries FROM learner_run WHERE first_seq <= ? AND last_seq >= ?",
                row -> new Run(row.getLong(1), row.getLong(2), row.getBytes(3)), last, first);
    }

    private static byte[] without(byte[] entries, Set<Long> seqs) {
        ByteBuffer in = ByteBuffer.wrap(entries);
        ByteBuffer left = ByteBuffer.allocate(entries.length);
        while (in.remaining() >= ENTRY_LENGTH) {
            long hash = in.getLong();
            long seq = in.getLong();
            if (!seqs.contains(seq)) {
                left.putLong(hash).putLong(seq);
            }
        }
        return Arrays.copyOf(left.array(), left.position());
    }
}
