package serai.webhook;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Digests of credentials that were found right, for a bounded time and in a bounded number. What was found wrong is
 * never put here, so a flood of wrong passwords pushes nothing out. Safe for use by several threads.
 */
final class Remembered {

    private final Map<ByteBuffer, Instant> endings = new LinkedHashMap<>();
    private final Clock clock;
    private final Duration time;
    private final int capacity;

    /**
     * @param time     how long one is remembered after it was found right
     * @param capacity at least 1; beyond it the oldest is forgotten
     */
    Remembered(Clock clock, Duration time, int capacity) {
        this.clock = clock;
        this.time = time;
        this.capacity = capacity;
    }

    synchronized boolean contains(ByteBuffer digest) {
        Instant end = endings.get(digest);
        if (end == null) {
            return false;
        }
        Instant now = clock.instant();
        // A clock that was set back must not lengthen the time, hence the second condition.
        if (now.isBefore(end) && !now.plus(time).isBefore(end)) {
            return true;
        }
        endings.remove(digest);
        return false;
    }

    synchronized void add(ByteBuffer digest) {
        endings.remove(digest);
        endings.put(digest, clock.instant().plus(time));
        if (endings.size() > capacity) {
            Iterator<ByteBuffer> oldest = endings.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }
}
