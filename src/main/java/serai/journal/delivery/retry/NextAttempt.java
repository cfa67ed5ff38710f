package serai.journal.delivery.retry;

import org.jspecify.annotations.Nullable;
import serai.journal.DestinationState;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * When a destination may be tried again: as its state says, but no later than the longest wait that the settings allow or that
 * the destination has asked for. Used by one thread.
 */
public final class NextAttempt {

    private final RetryPolicy policy;
    private final Clock clock;
    private final BoundedWait wait;
    /** The wait until the next attempt as of the last failure in this process; zero if there was none. */
    private Duration askedFor = Duration.ZERO;
    /** The time in the destination's state by which the wait was set last; null for none. */
    private @Nullable Instant asStored;

    public NextAttempt(RetryPolicy policy, Clock clock) {
        this.policy = policy;
        this.clock = clock;
        this.wait = new BoundedWait(clock);
    }

    /** Takes the state as it was stored before this process or this object knew it. */
    public void begins(DestinationState stored) {
        if (stored.stopped() != null) {
            asStored = stored.nextAttempt(); // a restart may have changed the settings: try at once
        }
    }

    /** Takes the state after a failed attempt of this process: its wait may be longer than the settings say. */
    public void failed(DestinationState troubled) {
        askedFor = Duration.between(clock.instant(), troubled.nextAttempt());
    }

    /** How long to wait until the next attempt; zero if it may be made now. */
    public Duration untilDue(DestinationState state) {
        if (!Objects.equals(state.nextAttempt(), asStored)) {
            asStored = state.nextAttempt();
            if (asStored == null) {
                wait.end();
            } else {
                wait.until(asStored);
            }
        }
        return wait.left(policy.longestWait(askedFor));
    }
}
