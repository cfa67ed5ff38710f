package serai.journal.operations;

import org.jspecify.annotations.Nullable;
import serai.journal.DestinationName;
import serai.journal.JournalWriter;

import java.time.Instant;

import static serai.installation.Installation.SERAI;

/**
 * Selects the records that a replay sends, and their destination.
 *
 * @param destination the destination's name; small letters, digits and hyphens
 * @param from        records received at that time or later
 * @param to          records received before that time; null: until now
 * @param type        records of that type only; null: of every type
 * @param again       whether records that were delivered before are sent again
 */
public record ReplayRequest(String destination, Instant from, @Nullable Instant to, @Nullable String type, boolean again) {

    /** @throws IllegalArgumentException if no destination can have that name, or if it is {@code unrouted} */
    public ReplayRequest {
        destination = new DestinationName(destination).text();
        if (destination.equals(JournalWriter.UNROUTED)) {
            throw new IllegalArgumentException(
                    "unrouted is not a destination; " + SERAI + " replay --unrouted asks the router again "
                            + "where its records go");
        }
    }
}
