package serai.journal.attempt;

import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLongArray;

/** Counts how long records took from being accepted to being delivered, in one kilobyte. Safe for use by several threads. */
public final class LatencyCounts {

    private final AtomicLongArray bands = new AtomicLongArray(Latencies.BANDS);

    /** Counts a record. */
    public void add(Duration took) {
        bands.incrementAndGet(Latencies.band(took.toMillis()));
    }

    /** The counts so far. */
    public Latencies now() {
        SortedMap<Integer, Long> counts = new TreeMap<>();
        for (int band = 0; band < bands.length(); band++) {
            long count = bands.get(band);
            if (count > 0) {
                counts.put(band, count);
            }
        }
        return new Latencies(counts);
    }
}
