package serai.journal.store;

import serai.model.LearningRecord;

/**
 * A record as it stands before one destination.
 *
 * @param seq     its sequence number
 * @param record  the record
 * @param counted in which of the destination's counters it is now
 */
public record PageEntry(long seq, LearningRecord record, Counted counted) {

    /** The counters that make up a balance, each record in exactly one. */
    public enum Counted {
        PENDING, DELIVERED, DEAD, DROPPED
    }

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
