package serai.journal;

import serai.model.LearningRecord;

import java.util.Map;

/**
 * A record and its state with each of its destinations.
 *
 * @param seq          the record's sequence number
 * @param record       the record
 * @param destinations the record's state with each destination that it was named for, by the destination's name
 */
public record DeliveryTrace(long seq, LearningRecord record, Map<String, RecordState> destinations) {
}
