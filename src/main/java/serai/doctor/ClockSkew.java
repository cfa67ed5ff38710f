package serai.doctor;

import java.time.Duration;
import java.time.Instant;

/** The difference between this machine's clock and another one's. */
public final class ClockSkew {

    /** An access token is renewed this long before it ends, so that a smaller difference does no harm. */
    private static final Duration WARNED = Duration.ofSeconds(10);
    /** What Microsoft Entra ID and Service Bus let pass when they look at times in tokens. */
    private static final Duration REFUSED = Duration.ofMinutes(5);
    /** Half a second in milliseconds; added before the milliseconds are cut off, it rounds to the nearest second. */
    private static final long ROUNDED = 500;
    /** In nanoseconds; added before they are cut off, it rounds up. */
    private static final long NEARLY_A_SECOND = 999_999_999;

    private ClockSkew() {
    }

    /**
     * Observes the difference.
     *
     * @param whose  the other clock's owner
     * @param theirs the other clock's time, read between {@code before} and {@code after}, which are this machine's
     */
    public static void observe(String whose, Instant theirs, Instant before, Instant after, Observations observations) {
        Instant ours = before.plus(Duration.between(before, after).dividedBy(2));
        Duration ahead = Duration.between(theirs, ours);
        String told =
                "this clock is %s s %s that of %s".formatted(ahead.abs().plusMillis(ROUNDED).toSeconds(),
                        ahead.isNegative() ? "behind" : "ahead of",
                        whose);
        String remedy = "have both clocks set by NTP";
        observations.trying("clock");
        if (ahead.abs().compareTo(REFUSED) > 0) {
            observations.fail(told, remedy);
        } else if (ahead.abs().compareTo(WARNED) > 0) {
            observations.warn(told, remedy);
        } else {
            observations.ok(
                    "within %s s of that of %s".formatted(Math.max(1, ahead.abs().plusNanos(NEARLY_A_SECOND).toSeconds()), whose));
        }
    }
}
