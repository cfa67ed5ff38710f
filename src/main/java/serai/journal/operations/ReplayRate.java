package serai.journal.operations;

import java.time.Duration;
import java.time.Instant;

/**
 * The rate at which records are sent again.
 *
 * @param start   when the first record is sent
 * @param between time between two records
 */
public record ReplayRate(Instant start, Duration between) {

    /** Without a wait between records: as fast as the destination takes them. */
    public static ReplayRate atOnce(Instant now) {
        return new ReplayRate(now, Duration.ZERO);
    }

    /** @param perSecond records a second; at least 1 */
    public static ReplayRate of(Instant now, int perSecond) {
        return new ReplayRate(now, Duration.ofSeconds(1).dividedBy(perSecond));
    }

    /** When the record of that number is sent; the first has the number 0. */
    public Instant at(long number) {
        return start.plus(between.multipliedBy(number));
    }
}
