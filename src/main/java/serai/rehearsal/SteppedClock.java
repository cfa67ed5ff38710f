package serai.rehearsal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** A clock that stands still until it is set forward, so that waiting takes no time. */
final class SteppedClock extends Clock {

    private final ZoneId zone;
    private volatile Instant now;

    SteppedClock(Instant now, ZoneId zone) {
        this.now = now;
        this.zone = zone;
    }

    void forward(Duration by) {
        now = now.plus(by);
    }

    void set(Instant time) {
        now = time;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new SteppedClock(now, other);
    }
}
