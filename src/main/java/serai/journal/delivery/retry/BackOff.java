package serai.journal.delivery.retry;

import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The wait after failures. It begins with {@code first}, doubles with each failure, and is never longer than {@code most}. Up
 * to half of the wait is taken off at random, so that not all destinations are tried at the same moment.
 *
 * @param first  the wait after the first failure; positive
 * @param most   the ceiling; at least {@code first}
 * @param random gives the generator of the random part; called on the thread that waits
 */
public record BackOff(Duration first, Duration most, Supplier<? extends RandomGenerator> random) {

    private static final int DOUBLINGS_MAX = 30;

    public BackOff {
        if (first.isNegative() || first.isZero() || most.compareTo(first) < 0) {
            throw new IllegalArgumentException("a back-off from " + first + " to " + most
                    + ": the first must be positive, and the ceiling not below it");
        }
    }

    /** @param failures how many attempts in a row have failed; at least 1 */
    public Duration after(int failures) {
        long doubled = first.toMillis() << Math.min(failures - 1, DOUBLINGS_MAX);
        long full = doubled <= 0 ? most.toMillis() : Math.min(doubled, most.toMillis());
        return Duration.ofMillis(full - (long) (random.get().nextDouble() * full / 2));
    }
}
