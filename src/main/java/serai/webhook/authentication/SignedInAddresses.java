package serai.webhook.authentication;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The addresses from which a user has signed in since the start: the last {@value #MAX}, IPv6 by /64. Only a sender with a
 * right password gets into it. An address that was pushed out gets in again with its next event. A bean; safe for use by
 * several threads.
 */
public final class SignedInAddresses {

    public static final int MAX = 10_000;

    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final Queue<String> order = new ArrayDeque<>();
    private volatile String last = "";

    /** @param network as returned by {@link SenderNetwork#of} */
    public void add(String network) {
        if (!last.equals(network)) { // nearly all come from the same one
            remember(network);
            last = network;
        }
    }

    private synchronized void remember(String network) {
        if (known.add(network)) {
            order.add(network);
            if (order.size() > MAX) {
                known.remove(order.remove());
            }
        }
    }

    public boolean contain(String network) {
        return known.contains(network);
    }

    public int count() {
        return known.size();
    }
}
