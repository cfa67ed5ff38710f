package serai.webhook.authentication;

import java.util.HashMap;
import java.util.Map;

/** Places for passwords that are being checked: a maximum in all, and one for each sender's address. For one thread at a time. */
final class PasswordCheckSlots {

    private final int max;
    private final int maxEach;
    private final Map<String, Integer> taken = new HashMap<>();
    private int all;

    PasswordCheckSlots(int max, int maxEach) {
        this.max = max;
        this.maxEach = maxEach;
    }

    /** Takes a place, which the caller gives back by {@link #leave}. False if none is free. */
    boolean enter(String address) {
        if (all == max || isFull(address)) {
            return false;
        }
        taken.merge(address, 1, Integer::sum);
        all++;
        return true;
    }

    /** Whether an address has taken all the places that one address may have. */
    boolean isFull(String address) {
        return taken.getOrDefault(address, 0) == maxEach;
    }

    void leave(String address) {
        taken.computeIfPresent(address, (unused, here) -> here == 1 ? null : here - 1);
        all--;
    }
}
