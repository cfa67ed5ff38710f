package serai.journal;

import java.time.Instant;

/**
 * Where a destination stands, as stored.
 *
 * @param cursor      sequence number up to which everything was delivered, but for what is aside
 * @param failures    attempts in a row that have failed
 * @param nextAttempt not to be tried before; null where it may be tried now
 * @param stopped     why it has stopped and waits for somebody; null where it has not
 * @param failure     why the last attempt failed, in one line without personal data; null where it did not
 * @param refuseNext  whether an operator has said that the next record refused is bad, whatever the run
 */
public record DestinationState(long cursor, int failures, Instant nextAttempt, FailureClass stopped, String failure,
                       boolean refuseNext) {

    /** A destination without trouble. */
    public static DestinationState at(long cursor) {
        return new DestinationState(cursor, 0, null, null, null, false);
    }

    /** Whether the last attempt has failed. */
    public boolean isTroubled() {
        return failures > 0 || stopped != null;
    }
}
