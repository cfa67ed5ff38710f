package serai.journal;

import java.time.Instant;

/**
 * How a destination is doing.
 *
 * @param name          its name
 * @param balance       where its records are
 * @param state      where it stands
 * @param held          records that are tried again by themselves while others go on
 * @param oldest        sequence number of the oldest pending record; 0 where none is pending
 * @param oldestArrived when that was received; null where none is pending
 */
public record DestinationReport(String name, Balance balance, DestinationState state, int held, long oldest,
                                Instant oldestArrived) {
}
