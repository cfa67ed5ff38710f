package serai.journal.store;

import org.jspecify.annotations.Nullable;
import serai.journal.RecordState;
import serai.model.LearningRecord;
import serai.model.trace.TraceContext;

/**
 * A record that is to be delivered to one destination.
 *
 * @param seq     the record's sequence number
 * @param record  the record
 * @param counted the counter of the destination that includes the record now: pending, delivered, dead or dropped
 * @param trace   the span that a delivery follows; null if there is none
 * @param attempts attempts so far that count towards the maximum; 0 for a record that has no state of its own
 */
public record PageEntry(long seq, LearningRecord record, RecordState counted, @Nullable TraceContext trace, int attempts) {

    public PageEntry(long seq, LearningRecord record, RecordState counted, @Nullable TraceContext trace) {
        this(seq, record, counted, trace, 0);
    }

    public PageEntry(long seq, LearningRecord record, RecordState counted) {
        this(seq, record, counted, null);
    }

    /**
     * Whether the record was given up before, and is sent again. The destination may not have taken it then, so that it knows the
     * record's id doesn't show that it has this record.
     */
    public boolean wasGivenUp() {
        return counted == RecordState.DEAD || counted == RecordState.DROPPED;
    }

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
