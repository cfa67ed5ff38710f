package serai.journal;

import java.time.Duration;

/**
 * When a destination is tried again.
 *
 * @param backOff      wait after failures
 * @param stopped      wait between two tries of a destination that has stopped
 * @param probeAfter   failures in a row after which single records are probed; at least 1
 * @param attemptsMax  attempts after which a held record is dead; at least 1
 * @param heldMax      records that may be held; when they are, the destination waits
 */
public record RetryPolicy(BackOff backOff, Duration stopped, int probeAfter, int attemptsMax, int heldMax) {
}
