package serai.journal.operations.person;

import serai.journal.JournalUnavailableException;
import serai.journal.sql.batch.BatchedRecord;
import serai.journal.sql.batch.DamagedBatchException;
import serai.journal.sql.query.BatchWatch;
import serai.journal.sql.query.JournalQuery;
import serai.journal.sql.query.KnownKinds;
import serai.journal.sql.query.RecordRow;
import serai.model.LearningRecord;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Which of a person's records a destination has been given, or may be given at this moment: all that name it, whatever their
 * state, and those that a replay has sent to it. Changes nothing.
 */
public record GivenRecords(JournalQuery reading) {

    /** The most that a route gets at once; a person has fewer, or little more. */
    public static final int AT_ONCE = 50;

    /**
     * The ids of the records by their sequence numbers, in that order. A purged record has an id only in a copy that stands
     * aside.
     *
     * @throws serai.journal.DamagedRecordException      if a batch is damaged that has one of them
     * @throws serai.journal.JournalUnavailableException if the journal can't be read
     */
    public Map<Long, UUID> to(String destination, PersonContent found) {
        try {
            KnownKinds kinds = KnownKinds.all(reading);
            Map<Long, UUID> ids = new TreeMap<>();
            for (long seq : found.seqs()) {
                BatchedRecord batched = BatchWatch.record(reading, reading.place(), seq);
                boolean named = batched != null && kinds.names(batched.kind(), destination, reading);
                if (named || standsAside(destination, seq)) {
                    (batched == null ? copies(seq) : List.of(batched.id())).forEach(id -> ids.put(seq, id));
                }
            }
            return ids;
        } catch (DamagedBatchException e) {
            throw new JournalUnavailableException("%s: %s".formatted(reading.place(), e.getMessage()), e);
        } catch (SQLException e) {
            throw new IllegalStateException(e); // a JournalQuery throws none
        }
    }

    private boolean standsAside(String destination, long seq) {
        return !reading.rows(RecordRow.STANDS, row -> 1, destination, seq).isEmpty();
    }

    private List<UUID> copies(long seq) throws SQLException {
        return RecordRow.copies(reading, seq).stream().map(LearningRecord::id).toList();
    }
}
