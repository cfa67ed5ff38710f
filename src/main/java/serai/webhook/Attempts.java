package serai.webhook;

import java.util.HashMap;
import java.util.Map;

/** Places for passwords that are being checked: so many in all, and so many for each address that they come from. */
final class Attempts {

    private final int max;
    private final int maxEach;
    private final Map<String, Integer> taken = new HashMap<>();
    private int all;

    Attempts(int max, int maxEach) {
        this.max = max;
        this.maxEach = maxEach;
    }

    /** Takes a place, to be given back by {@link #leave}. False: none is free. */
    synchronized boolean enter(String address) {
        int here = taken.getOrDefault(address, 0);
        if (all == max || here == maxEach) {
            return false;
        }
        taken.put(address, here + 1);
        all++;
        return true;
    }

    synchronized void leave(String address) {
        taken.computeIfPresent(address, (unused, here) -> here == 1 ? null : here - 1);
        all--;
    }
}
