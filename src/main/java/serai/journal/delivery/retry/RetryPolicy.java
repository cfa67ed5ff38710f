package serai.journal.delivery.retry;

import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * When Serai tries a destination again: the settings {@code serai.retry.…} and {@code serai.held.max}. {@link SettlementPolicy}
 * decides by them.
 *
 * @param backOff      the wait after failures
 * @param stopped      the wait between two tries of a stopped destination
 * @param probeAfter   failures in a row after which single records are probed; at least 1
 * @param attemptsMax  attempts after which a held record becomes a dead letter; at least 1
 * @param heldMax      number of records that may be held; once it is reached, a further failing record makes the destination
 *                     wait
 */
public record RetryPolicy(BackOff backOff, Duration stopped, int probeAfter, int attemptsMax, int heldMax) {

    /**
     * The longest possible wait. A stored time that is further away dates from before the clock was set back.
     *
     * @param askedFor the wait that the destination has asked for
     */
    public Duration longestWait(Duration askedFor) {
        return Stream.of(backOff.most(), stopped, askedFor).max(Comparator.naturalOrder()).orElseThrow();
    }
}
