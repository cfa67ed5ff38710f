package serai.journal.operations.search;

import serai.journal.JournalUnavailableException;
import serai.journal.sql.batch.BatchedRecord;
import serai.journal.sql.batch.DamagedBatchException;
import serai.journal.sql.index.LearnerHashes;
import serai.journal.sql.query.Checksum;
import serai.journal.sql.query.JournalQuery;
import serai.journal.sql.query.StoredBatch;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/** The sequence numbers of a learner's records: from the runs of the index, and from the batches that are not in it yet. */
public record LearnerNumbers(JournalQuery reading) {

    /**
     * Number of one learner's records that are looked at, at the most: more than anybody has, unless an identifier stands for
     * many people.
     */
    public static final int MAX = 10_000;
    private static final int ENTRY = 2 * Long.BYTES;

    /** The numbers below {@code before}, the highest first; {@value #MAX} at the most. */
    public List<Long> of(String learner, long before) throws SQLException {
        return of(LearnerHashes.of(reading).of(learner), before);
    }

    /** As {@link #of(String, long)}, by the hash of an identifier. */
    public List<Long> of(long hash, long before) throws SQLException {
        NavigableSet<Long> numbers = new TreeSet<>(Comparator.reverseOrder());
        addNewest(hash, before, numbers);
        reading.rows("SELECT first_seq, last_seq, entries, sum FROM learner_run WHERE first_seq < ? ORDER BY first_seq DESC",
                row -> {
                    addRun(row, hash, before, numbers);
                    return numbers.size() < MAX ? Boolean.TRUE : null;
                }, before);
        return numbers.stream().limit(MAX).toList();
    }

    private void addRun(ResultSet row, long hash, long before, NavigableSet<Long> numbers) throws SQLException {
        byte[] bytes = row.getBytes(3);
        if (row.getLong(4) != Checksum.of(row.getLong(1), row.getLong(2), bytes)) {
            throw new JournalUnavailableException(
                    ("%s: the index of learners is damaged for the records %s to %s; look for them by "
                            + "id, type, course or time").formatted(reading.place(), row.getLong(1), row.getLong(2)),
                    null);
        }
        ByteBuffer entries = ByteBuffer.wrap(bytes);
        for (int at = first(entries, hash); at < bytes.length / ENTRY && entries.getLong(at * ENTRY) == hash; at++) {
            long seq = entries.getLong(at * ENTRY + Long.BYTES);
            if (seq < before) {
                numbers.add(seq);
            }
        }
    }

    /** The place of the first entry whose hash is not lower. */
    private static int first(ByteBuffer entries, long hash) {
        int low = 0;
        int high = entries.capacity() / ENTRY;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (entries.getLong(middle * ENTRY) < hash) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void addNewest(long hash, long before, NavigableSet<Long> numbers) throws SQLException {
        long sorted = reading.rows("SELECT seq FROM position WHERE name = 'sorted'", row -> row.getLong(1)).stream().findFirst()
                .orElse(0L);
        reading.rows(StoredBatch.BETWEEN, row -> {
            StoredBatch batch = new StoredBatch(row);
            try {
                for (BatchedRecord record : batch.body().records()) {
                    for (long one : record.learners()) {
                        if (one == hash && record.seq() < before) {
                            numbers.add(record.seq());
                        }
                    }
                }
            } catch (DamagedBatchException e) {
                throw batch.damaged(reading.place(), null, batch.baseSeq(), e);
            }
            return Boolean.TRUE;
        }, sorted + 1, Long.MAX_VALUE);
    }
}
