package serai.webhook;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The open connections of a server: a bounded number of them, each of which has a bounded time for a whole request, from the
 * connection or the request before, to the last byte of its body. So neither a silent sender nor one that sends a byte now
 * and then keeps a place. The time that we take for an answer doesn't count.
 *
 * <p>Time is counted in looks, not read from a clock: a process that stood still must not close what it hasn't read.
 */
final class Connections {

    private static final int LOOKS = 10;

    private final int max;
    private final Map<HttpConnection, Sender> open = new ConcurrentHashMap<>();

    /** @param max beyond which a new connection is closed at once */
    Connections(int max) {
        this.max = max;
    }

    /** How often to {@link #look}, so that a sender has that long. */
    static Duration betweenLooks(Duration receiveMax) {
        return receiveMax.dividedBy(LOOKS);
    }

    void admit(HttpConnection connection) {
        if (open.size() >= max) {
            connection.close();
            return;
        }
        open.put(connection, new Sender());
        connection.closeHandler(unused -> open.remove(connection));
    }

    /** The head of a request is there. */
    void begins(HttpServerRequest request) {
        Sender sender = open.get(request.connection());
        if (sender != null) { // null: closed meanwhile
            sender.begins(request);
        }
    }

    /** Closes what has had its time. */
    void look() {
        open.forEach((connection, sender) -> {
            if (sender.hasHadItsTime()) {
                open.remove(connection);
                connection.close();
            }
        });
    }

    int count() {
        return open.size();
    }

    private static final class Sender {

        private volatile HttpServerRequest request;
        private volatile int looks;

        void begins(HttpServerRequest next) {
            looks = 0;
            request = next;
        }

        boolean hasHadItsTime() {
            HttpServerRequest current = request;
            boolean ours = current != null && current.isEnded() && !current.response().ended();
            looks = ours ? 0 : looks + 1; // a request that begins meanwhile may lose a look
            return looks > LOOKS;
        }
    }
}
