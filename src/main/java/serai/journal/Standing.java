package serai.journal;

import java.time.Instant;
import java.util.Map;

/**
 * Where a destination stands, as stored.
 *
 * @param cursor      sequence number up to which everything was delivered
 * @param failures    attempts in a row that have failed
 * @param nextAttempt not to be tried before; null where nothing has failed
 * @param failure     why the last attempt failed, in one line; null where nothing has failed
 * @param remembered  what the destination's route wants remembered, by name
 */
public record Standing(long cursor, int failures, Instant nextAttempt, String failure, Map<String, String> remembered) {
}
