package serai.journal.operations.search;

import serai.journal.RecordState;
import serai.model.LearningRecord;

import java.util.Map;

/**
 * A record that was looked for.
 *
 * @param seq          its sequence number
 * @param record       the record; personal data
 * @param destinations its state with each destination that it was named for, by the destination's name
 */
public record FoundRecord(long seq, LearningRecord record, Map<String, RecordState> destinations) {
}
