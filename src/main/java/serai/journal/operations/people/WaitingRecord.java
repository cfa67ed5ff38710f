package serai.journal.operations.people;

import serai.model.LearningRecord;

import java.time.Instant;

/**
 * A record that waits until it is known whose it is.
 *
 * @param destination the destination for which it waits
 * @param seq         its sequence number
 * @param since       since when it waits
 * @param record      the record, as an operator may have edited it
 */
public record WaitingRecord(String destination, long seq, Instant since, LearningRecord record) {
}
