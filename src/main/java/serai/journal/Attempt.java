package serai.journal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One attempt to deliver a page: what a route's last step may need to know of it, and may want remembered.
 *
 * <p>What is remembered becomes durable in the transaction that ends the page, together with the cursor; an attempt that
 * fails leaves nothing behind. Safe for use by several threads.
 */
public final class Attempt {

    /** Name of the exchange property that holds the attempt. */
    public static final String PROPERTY = "serai.attempt";

    private final String destination;
    private final int records;
    private final boolean repeat;
    private final Map<String, String> stored;
    private final Map<String, String> changed = new ConcurrentHashMap<>();

    public Attempt(String destination, int records, boolean repeat, Map<String, String> stored) {
        this.destination = destination;
        this.records = records;
        this.repeat = repeat;
        this.stored = stored;
    }

    /** The destination's name. */
    public String destination() {
        return destination;
    }

    /** How many records are given to the route at once; at least one. */
    public int records() {
        return records;
    }

    /** Whether some of the page may have arrived before: false only where that is certainly not so. */
    public boolean isRepeat() {
        return repeat;
    }

    /** What was remembered under that name, by this attempt or by the last page that ended; null if nothing. */
    public String remembered(String name) {
        return changed.getOrDefault(name, stored.get(name));
    }

    /** Remembers a value if, and only if, the page ends. */
    public void remember(String name, String value) {
        changed.put(name, value);
    }

    public Map<String, String> changes() {
        return Map.copyOf(changed);
    }
}
