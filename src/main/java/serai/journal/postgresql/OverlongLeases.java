package serai.journal.postgresql;

import serai.journal.postgresql.LeaseTable.Entry;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Leases whose end is too far away, since the database's clock went back, as after a fail-over to a server whose clock is behind.
 * Who has such a lease renews it soon, and then it ends as others do. Where it is not renewed for as long as a lease lasts, by the
 * clock of who looks, it has ended: its holder is gone. Used by one thread at a time.
 */
final class OverlongLeases {

    /** A lease, and since when it is known to be as it is; in nanoseconds. */
    private record Found(Entry lease, long sinceNanos) {

        private boolean isStill(Entry now) {
            return lease.instance().equals(now.instance()) && lease.epoch() == now.epoch() && lease.until().isEqual(now.until());
        }
    }

    private final Map<String, Found> found = new HashMap<>();

    /**
     * The leases, with those as ended that have ended though they say otherwise.
     *
     * @param begin when it was begun to read them, in ticks
     * @param end   when they were read
     */
    Map<String, Entry> judged(Map<String, Entry> leases, long begin, long end, Duration lasting) {
        found.keySet().retainAll(leases.keySet());
        Map<String, Entry> judged = new HashMap<>(leases);
        leases.forEach((destination, lease) -> {
            Found before = found.get(destination);
            if (!lease.overlong()) {
                found.remove(destination);
            } else if (before == null || !before.isStill(lease)) {
                found.put(destination, new Found(lease, end));
            } else if (begin - before.sinceNanos >= lasting.toNanos()) {
                judged.put(destination, lease.ended());
            }
        });
        return judged;
    }
}
