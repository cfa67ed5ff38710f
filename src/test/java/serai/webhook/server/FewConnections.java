package serai.webhook.server;

import serai.webhook.connections.ConnectionBounds;
import serai.webhook.connections.Proxies;

import java.time.Duration;

/** Bounds that are the same for every sender. */
final class FewConnections {

    private FewConnections() {
    }

    /** @param time for a head, and for a request to arrive */
    static ConnectionBounds of(int max, Duration time) {
        return new ConnectionBounds(max, max, max, 0, Proxies.parse(""), time, time);
    }
}
