package serai.webhook.connections;

import serai.webhook.authentication.SenderNetwork;
import serai.webhook.authentication.SignedInAddresses;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The places for connections: a maximum in all, one for each address, and a reserve for addresses that have signed in and for
 * proxies.
 */
final class ConnectionSlots {

    /** Why a connection gets no place. */
    enum Refusal {
        ALL_TAKEN, RESERVED, STRANGER_HAS_ENOUGH, KNOWN_HAS_ENOUGH
    }

    private final ConnectionBounds bounds;
    private final SignedInAddresses signedIn;
    private final Map<String, Held> held = new HashMap<>(); // at most one for each place
    private int all;
    private int ofStrangers;

    public ConnectionSlots(ConnectionBounds bounds, SignedInAddresses signedIn) {
        this.bounds = bounds;
        this.signedIn = signedIn;
    }

    /** Takes a place, which the caller gives back by {@link #leave}, or returns why there is none. */
    public synchronized Optional<Refusal> enter(InetSocketAddress address) {
        if (bounds.proxies().contain(address)) {
            if (all >= bounds.max()) {
                return Optional.of(Refusal.ALL_TAKEN);
            }
            all++;
            return Optional.empty();
        }
        String network = SenderNetwork.of(address.getAddress().getHostAddress());
        boolean known = known(network);
        Held here = held.get(network);
        Optional<Refusal> refusal = refusal(known, here == null ? 0 : here.count);
        if (refusal.isEmpty()) {
            held.computeIfAbsent(network, unused -> new Held(known)).count++;
            all++;
            ofStrangers += known ? 0 : 1;
        }
        return refusal;
    }

    private Optional<Refusal> refusal(boolean known, int here) {
        if (here >= (known ? bounds.signedInMax() : bounds.addressMax())) {
            return Optional.of(known ? Refusal.KNOWN_HAS_ENOUGH : Refusal.STRANGER_HAS_ENOUGH);
        }
        if (all >= bounds.max()) {
            return Optional.of(Refusal.ALL_TAKEN);
        }
        return known || ofStrangers < bounds.max() - bounds.reserve() ? Optional.empty() : Optional.of(Refusal.RESERVED);
    }

    /**
     * Whether a user has signed in from that network. If so, the places that it holds already no longer count as those of
     * strangers.
     */
    private boolean known(String network) {
        Held here = held.get(network);
        boolean known = here != null && here.known || signedIn.contain(network);
        if (known && here != null && !here.known) {
            here.known = true;
            ofStrangers -= here.count;
        }
        return known;
    }

    public synchronized void leave(InetSocketAddress address) {
        all--;
        if (bounds.proxies().contain(address)) {
            return;
        }
        String network = SenderNetwork.of(address.getAddress().getHostAddress());
        Held here = Objects.requireNonNull(held.get(network), "leaves a place without having entered");
        ofStrangers -= here.known ? 0 : 1;
        if (--here.count == 0) {
            held.remove(network);
        }
    }

    synchronized int count() {
        return all;
    }

    private static final class Held {

        private boolean known;
        private int count;

        Held(boolean known) {
            this.known = known;
        }
    }
}
