package serai.journal;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A destination's state, for reports.
 *
 * @param name          the destination's name
 * @param balance       how many of its records are in which state
 * @param leftOut       how many of the delivered records its route has left out: it has sent them nowhere
 * @param state      its stored state
 * @param held          number of records that Serai retries while it delivers others
 * @param unmatched     number of pending records that wait until it is known whose they are
 * @param oldest        sequence number of the oldest pending record; 0 where none is pending
 * @param oldestArrived when the oldest pending record was received; null where none is pending
 */
public record DestinationReport(String name, Balance balance, long leftOut, DestinationState state, int held,
        int unmatched, long oldest,
        @Nullable Instant oldestArrived) {
}
