package serai.console.pages;

import org.jspecify.annotations.Nullable;
import serai.journal.DeadLetterId;
import serai.journal.RecordState;
import serai.journal.operations.DeadLetter;
import serai.journal.operations.DeadLetterDetails.FailedAttempt;

import java.time.Instant;
import java.util.List;

/**
 * What became of a record at one of its destinations.
 *
 * @param aside    what the journal keeps of it beside the cursor; null if it was delivered in its order, or waits in it
 * @param by       a time at which the destination had passed it; null if none is known any more, or it has not passed it
 * @param attempts every attempt with it alone that has failed
 */
public record RecordDelivery(String destination, RecordState state, @Nullable DeadLetter aside, List<FailedAttempt> attempts,
        DeadLetterId id, @Nullable Instant by) {
}
