package serai.journal.operations;

import java.time.Duration;
import java.time.Instant;

/**
 * How fast records are sent again.
 *
 * @param start   when the first one is
 * @param between time from one to the next
 */
public record ReplayRate(Instant start, Duration between) {

    /** As fast as the destination takes them. */
    public static ReplayRate atOnce(Instant now) {
        return new ReplayRate(now, Duration.ZERO);
    }

    /** @param perSecond records a second; at least 1 */
    public static ReplayRate of(Instant now, int perSecond) {
        return new ReplayRate(now, Duration.ofSeconds(1).dividedBy(perSecond));
    }

    /** When the record of that number, from 0, is sent. */
    public Instant at(long number) {
        return start.plus(between.multipliedBy(number));
    }
}
