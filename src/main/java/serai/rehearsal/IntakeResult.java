package serai.rehearsal;

import org.jspecify.annotations.Nullable;
import serai.journal.Appended;
import serai.model.LearningRecord;
import serai.rehearsal.outside.TakenStep;

import java.util.List;
import java.util.Set;

/**
 * What became of one event.
 *
 * @param outcome      in one word
 * @param record       the event as a record; null if it is none
 * @param destinations the names of the destinations that get it, sorted; empty unless it is routed
 * @param appended     whether the journal would know it already; null if it would not be kept
 * @param steps        the way that it has taken, from its source up to the journal
 * @param status       the HTTP status that its publisher gets; 0 if its source is no webhook
 * @param answer       the body of that answer; blank if there is none
 * @param problem      why it is not kept, in one line without personal data; null if it is kept or left out on purpose
 */
public record IntakeResult(Outcome outcome, @Nullable LearningRecord record, Set<String> destinations,
        @Nullable Appended appended, List<TakenStep> steps, int status, String answer, @Nullable String problem) {

    /** Whether the event goes back to its broker: its source is no webhook, and the event was not kept. */
    public boolean isGivenBack() {
        return status == 0 && (outcome == Outcome.REFUSED || outcome == Outcome.UNKEPT);
    }

    /** What became of an event. */
    public enum Outcome {
        /** Kept for its destinations. */
        ROUTED,
        /** Kept, without a destination. */
        UNROUTED,
        /** Left out on purpose, and counted. */
        FILTERED,
        /** Not taken: it is no event, or a route has failed. */
        REFUSED,
        /** Not taken, since the routes name no destination for it. */
        UNKEPT
    }
}
