package serai.journal.postgresql;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Leases that an instance has beyond its share, because no other instance has taken them. Each is offered again after a while,
 * twice as long each time: others may have no route for the destination, and never take it. Times are in ticks. Used by one
 * thread.
 */
final class SurplusLeases {

    private static final Duration OFFERED_AGAIN_AFTER = Duration.ofSeconds(15);
    private static final int DOUBLED_MAX = 4; // four minutes

    /** How often no other instance has taken it, and until when it is not offered again. */
    private record Unwanted(int times, long untilNanos) {
    }

    private final Map<String, Unwanted> all = new HashMap<>();

    /**
     * Notes that a lease is taken.
     *
     * @param beyond whether it is beyond the instance's share
     */
    void take(String destination, boolean beyond, long nanos) {
        if (beyond) {
            int times = all.getOrDefault(destination, new Unwanted(0, 0)).times;
            long wait = OFFERED_AGAIN_AFTER.toNanos() << Math.min(times, DOUBLED_MAX);
            all.put(destination, new Unwanted(times + 1, nanos + wait));
        } else {
            all.remove(destination);
        }
    }

    boolean isOffered(String destination, long nanos) {
        Unwanted here = all.get(destination);
        return here == null || here.untilNanos - nanos <= 0;
    }
}
