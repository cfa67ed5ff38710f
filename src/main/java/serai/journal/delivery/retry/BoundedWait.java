package serai.journal.delivery.retry;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * A wait until a point in time. A clock that is set back meanwhile does not make the wait longer than its bound. Used by one
 * thread.
 */
public final class BoundedWait {

    private final Clock clock;
    private Instant until = Instant.EPOCH;

    /** Makes a wait that is over. */
    public BoundedWait(Clock clock) {
        this.clock = clock;
    }

    public void until(Instant time) {
        until = time;
    }

    /** Waits from now on for that long. */
    public void begin(Duration wait) {
        until = clock.instant().plus(wait);
    }

    public void end() {
        until = Instant.EPOCH;
    }

    /**
     * How long to wait still; zero if the wait is over.
     *
     * @param most the longest possible wait from now. A time that is further away dates from before the clock was set back, and
     *             is moved to this bound
     */
    public Duration left(Duration most) {
        Instant now = clock.instant();
        Instant latest = now.plus(most);
        until = until.isAfter(latest) ? latest : until;
        Duration left = Duration.between(now, until);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Whether the wait is over; see {@link #left}. */
    public boolean isOver(Duration most) {
        return left(most).isZero();
    }
}
