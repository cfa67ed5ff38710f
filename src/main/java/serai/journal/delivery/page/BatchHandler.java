package serai.journal.delivery.page;

import serai.journal.attempt.Attempt;
import serai.journal.attempt.FailureClass;
import serai.journal.delivery.BatchLimits;
import serai.model.LearningRecord;

import java.util.List;

/** Takes a destination's records: its route. */
@FunctionalInterface
public interface BatchHandler {

    /**
     * Takes records with one batch key, in order. Returning means that all of them have arrived. Called by several threads at the
     * same time, each with another type of records, where {@link BatchLimits} say so.
     *
     * @throws DeliveryFailedException if any of them may not have arrived, with the class of the failure
     * @throws Exception               if any of them may not have arrived; counts as {@link FailureClass#UNAVAILABLE}
     */
    void take(BatchKey key, List<LearningRecord> records, Attempt attempt) throws Exception;
}
