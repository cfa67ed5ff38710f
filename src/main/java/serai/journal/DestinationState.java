package serai.journal;

import org.jspecify.annotations.Nullable;
import serai.journal.attempt.FailureClass;

import java.time.Instant;

/**
 * The stored state of a destination: how far it is delivered to, and whether its last attempts failed.
 *
 * @param cursor      sequence number up to which each record was delivered or has a state of its own (held, requeued, dead,
 *                    dropped)
 * @param failures    attempts in a row that have failed
 * @param nextAttempt Serai makes no attempt before this time; null if it may try now
 * @param stopped     the class of the failure that has stopped the destination; null if it is not stopped
 * @param failure     why the last attempt failed, in one line without personal data; null if it did not fail
 * @param refuseNext  whether an operator has said that the next refused record is bad itself, however long the run of refusals is
 */
public record DestinationState(long cursor, int failures, @Nullable Instant nextAttempt, @Nullable FailureClass stopped,
        @Nullable String failure,
        boolean refuseNext) {

    /** The state of a destination whose last attempt did not fail. */
    public static DestinationState at(long cursor) {
        return new DestinationState(cursor, 0, null, null, null, false);
    }

    /** Whether the last attempt has failed. */
    public boolean isTroubled() {
        return failures > 0 || stopped != null;
    }
}
