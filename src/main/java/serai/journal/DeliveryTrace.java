package serai.journal;

import serai.model.LearningRecord;

import java.util.Map;

/**
 * Where one record is.
 *
 * @param seq          its sequence number
 * @param record       the record
 * @param destinations by name, each destination that it was named for
 */
public record DeliveryTrace(long seq, LearningRecord record, Map<String, RecordState> destinations) {
}
