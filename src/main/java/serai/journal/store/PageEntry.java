package serai.journal.store;

import serai.journal.RecordState;
import serai.model.LearningRecord;

/**
 * A record as it stands before one destination.
 *
 * @param seq     its sequence number
 * @param record  the record
 * @param counted in which of the destination's counters it is now: pending, delivered, dead or dropped
 */
public record PageEntry(long seq, LearningRecord record, RecordState counted) {

    /** Entries of one destination are told apart by their number alone. */
    @Override
    public boolean equals(Object other) {
        return other instanceof PageEntry entry && seq == entry.seq;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(seq);
    }
}
