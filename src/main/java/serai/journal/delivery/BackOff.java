package serai.journal.delivery;

import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * How long to wait after failures: doubling from {@code first}, never more than {@code most}, with up to half of it taken
 * off at random so that destinations don't come back all at once.
 *
 * @param first  wait after the first failure; positive
 * @param most   the ceiling; at least {@code first}
 * @param random where the jitter comes from; asked on the thread that needs it
 */
public record BackOff(Duration first, Duration most, Supplier<? extends RandomGenerator> random) {

    private static final int DOUBLINGS_MAX = 30;

    public BackOff {
        if (first.isNegative() || first.isZero() || most.compareTo(first) < 0) {
            throw new IllegalArgumentException("a back-off from " + first + " to " + most
                    + ": the first must be positive and the ceiling not below it");
        }
    }

    /** @param failures how many attempts in a row have failed; at least 1 */
    Duration after(int failures) {
        long doubled = first.toMillis() << Math.min(failures - 1, DOUBLINGS_MAX);
        long full = doubled <= 0 ? most.toMillis() : Math.min(doubled, most.toMillis());
        return Duration.ofMillis(full - (long) (random.get().nextDouble() * full / 2));
    }
}
