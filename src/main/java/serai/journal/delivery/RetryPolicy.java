package serai.journal.delivery;

import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * When a destination is tried again: the settings {@code serai.retry.…} and {@code serai.held.max}. {@link SettlementPolicy} decides
 * by them.
 *
 * @param backOff      wait after failures
 * @param stopped      wait between two tries of a destination that has stopped
 * @param probeAfter   failures in a row after which single records are probed; at least 1
 * @param attemptsMax  attempts after which a held record is dead; at least 1
 * @param heldMax      records that may be held; when they are, the destination waits
 */
public record RetryPolicy(BackOff backOff, Duration stopped, int probeAfter, int attemptsMax, int heldMax) {

    /**
     * No wait is ever longer: a time further away was stored before the clock was set back.
     *
     * @param askedFor how long the destination has asked to be left alone
     */
    Duration longestWait(Duration askedFor) {
        return Stream.of(backOff.most(), stopped, askedFor).max(Comparator.naturalOrder()).orElseThrow();
    }
}
