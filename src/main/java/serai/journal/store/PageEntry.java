package serai.journal.store;

import serai.journal.RecordState;
import serai.model.LearningRecord;

/**
 * A record that is to be delivered to one destination.
 *
 * @param seq     the record's sequence number
 * @param record  the record
 * @param counted the counter of the destination that includes the record now: pending, delivered, dead or dropped
 */
public record PageEntry(long seq, LearningRecord record, RecordState counted) {

    /** Compares only sequence numbers, since all entries that are compared belong to one destination. */
    @Override
    public boolean equals(Object other) {
        return other instanceof PageEntry entry && seq == entry.seq;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(seq);
    }
}
