package serai.rehearsal;

import org.jspecify.annotations.Nullable;
import serai.journal.store.Failure;
import serai.model.LearningRecord;
import serai.rehearsal.outside.Request;
import serai.rehearsal.outside.TakenStep;

import java.time.Duration;
import java.util.List;

/**
 * One batch that a destination's route was given.
 *
 * @param records  the records, in order
 * @param repeat   whether the route was told that they may have arrived before
 * @param steps    the steps that were taken
 * @param requests what would have left; empty if the route has left the records out, or failed before
 * @param failure  why it has failed; null if the records count as delivered
 * @param leftOut  how many of the records the route has sent nowhere; 0 if it has failed
 * @param after    the time since the first attempt, by the waits that Serai makes after failures
 */
public record RehearsedAttempt(List<LearningRecord> records, boolean repeat, List<TakenStep> steps, List<Request> requests,
        @Nullable Failure failure, int leftOut, Duration after) {

    public RehearsedAttempt {
        records = List.copyOf(records);
    }

    /** Whether the route has ended well and sent none of the records anywhere: they count as delivered. */
    public boolean isLeftOut() {
        return leftOut == records.size();
    }
}
