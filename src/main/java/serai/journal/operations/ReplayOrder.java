package serai.journal.operations;

import serai.journal.DestinationName;
import serai.journal.JournalWriter;

import java.time.Instant;

/**
 * Which history goes to which destination.
 *
 * @param destination its name; small letters, digits and hyphens
 * @param from        received at that time or later
 * @param to          received before that time; null: until now
 * @param type        records of that type only; null: of every type
 * @param again       whether what was delivered before is sent again
 */
public record ReplayOrder(String destination, Instant from, Instant to, String type, boolean again) {

    /** @throws IllegalArgumentException if no destination can have that name, or if it is the one that has no route */
    public ReplayOrder {
        destination = new DestinationName(destination).text();
        if (destination.equals(JournalWriter.UNROUTED)) {
            throw new IllegalArgumentException("nothing is delivered to unrouted; ./serai replay --unrouted asks the router "
                    + "again where its records go");
        }
    }
}
