package serai.journal.postgresql;

import serai.journal.postgresql.LeaseTable.Entry;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Leases whose end is too far away because the database's clock went back, as after a fail-over to a server whose clock is
 * behind. A holder that lives renews its lease soon, and then the lease ends as others do. A lease that is not renewed within
 * the time that a lease lasts, by the clock of the instance that looks, has ended: its holder is gone. Used by one thread at a
 * time.
 */
final class OverlongLeases {

    /** A lease, and since when it has not changed, in nanoseconds. */
    private record Found(Entry lease, long sinceNanos) {

        private boolean isStill(Entry now) {
            return lease.instance().equals(now.instance()) && lease.epoch() == now.epoch() && lease.until().isEqual(now.until());
        }
    }

    private final Map<String, Found> found = new HashMap<>();

    /**
     * The leases; those that have ended although their rows say otherwise are marked as ended.
     *
     * @param begin when reading them began, in ticks
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
