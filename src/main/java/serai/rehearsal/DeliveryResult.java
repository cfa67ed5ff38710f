package serai.rehearsal;

import org.jspecify.annotations.Nullable;
import serai.journal.RecordState;
import serai.journal.attempt.FailureClass;
import serai.model.LearningRecord;

import java.time.Duration;
import java.util.List;

/**
 * What became of records at one destination.
 *
 * @param destination its name
 * @param route       id of its route; null if no route reads it
 * @param records     the records that were named for it, in order
 * @param attempts    the batches that its route was given, in order
 * @param states      the state of each record in the end, in the order of {@code records}
 * @param stopped     the class of the failure that has stopped it; null if it is not stopped
 * @param next        how long Serai would wait for the next attempt; null if there is nothing to wait for
 */
public record DeliveryResult(String destination, @Nullable String route, List<LearningRecord> records,
        List<RehearsedAttempt> attempts, List<RecordState> states, @Nullable FailureClass stopped, @Nullable Duration next) {
}
