package serai.webhook.connections;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.WriteBufferWaterMark;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import org.jspecify.annotations.Nullable;
import serai.webhook.authentication.SignedInAddresses;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The open connections of a server. Their number is bounded, and a connection counts from the moment that it is made, before
 * its TLS handshake. Each connection has a bounded time for a whole request, from the connection or the request before to the
 * last byte of the body. So neither a silent sender nor one that sends a byte now and then keeps a place. The time in which
 * Serai answers does not count; the time that a sender takes to read the answer does.
 *
 * <p>Time is counted in calls of {@link #look} and not read from a clock, because a process that stood still must not close
 * connections that it had no time to read from.
 */
public final class Connections {

    private static final int LOOKS = 10;
    /**
     * Bytes of unread answers of one connection in this process; one answer may be longer. Beyond this bound no request of the
     * connection is taken.
     */
    private static final int UNREAD_MAX_BYTES = 32 * 1024;
    /** Bytes of unread answers in the operating system. */
    private static final int SENDING_MAX_BYTES = 64 * 1024;
    /** Bytes that are read from a connection at once. */
    private static final int READ_MAX_BYTES = 16 * 1024;

    private final ConnectionBounds bounds;
    private final ConnectionSlots places;
    private final RefusedConnections refused;
    private final Duration betweenLooks;
    private final int headLooks;
    private final int receiveLooks;
    private final Map<Channel, Sender> open = new ConcurrentHashMap<>();

    public Connections(ConnectionBounds bounds, SignedInAddresses signedIn, RefusedConnections refused) {
        this.bounds = bounds;
        this.places = new ConnectionSlots(bounds, signedIn);
        this.refused = refused;
        Duration shorter = bounds.headMax().compareTo(bounds.receiveMax()) < 0 ? bounds.headMax() : bounds.receiveMax();
        betweenLooks = Duration.ofMillis(Math.max(1, shorter.toMillis() / LOOKS));
        headLooks = looks(bounds.headMax());
        receiveLooks = looks(bounds.receiveMax());
    }

    private int looks(Duration time) {
        return (int) (time.toMillis() / betweenLooks.toMillis());
    }

    /** A Vert.x that calls {@link #accept} for every connection that is made to its servers. */
    public Vertx vertx(VertxOptions options) {
        return new io.vertx.core.impl.VertxBuilder(options).findTransport(new CountedTransport(this::accept)).init().vertx();
    }

    /** Configures a server so that its connections can be bounded: HTTP/1.1 only, and a bounded time for the handshake. */
    public void configure(HttpServerOptions options) {
        options.setHttp2ClearTextEnabled(false).setSendBufferSize(SENDING_MAX_BYTES)
                .setSslHandshakeTimeout(bounds.headMax().toMillis()).setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
    }

    /** Begins to call {@link #look} at regular intervals, until that Vert.x ends. */
    public void lookAgainAndAgain(Vertx vertx) {
        vertx.setPeriodic(betweenLooks.toMillis(), unused -> look());
    }

    /** Called for a new connection, before anything is read from it. False if there is no place for it: the caller closes it. */
    boolean accept(Channel channel) {
        if (!(channel.remoteAddress() instanceof InetSocketAddress address)) {
            return false; // closed already
        }
        Optional<ConnectionSlots.Refusal> refusal = places.enter(address);
        if (refusal.isPresent()) {
            refused.add(refusal.get());
            return false;
        }
        channel.config().setRecvByteBufAllocator(new AdaptiveRecvByteBufAllocator(64, 2_048, READ_MAX_BYTES));
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(UNREAD_MAX_BYTES / 2, UNREAD_MAX_BYTES));
        open.put(channel, new Sender());
        channel.closeFuture().addListener(unused -> {
            open.remove(channel);
            places.leave(address);
        });
        return true;
    }

    /** Called when the connection begins to speak HTTP, after its handshake if there is one. */
    public void begins(HttpConnection connection) {
        PipeliningLimit.on(channel(connection));
    }

    /** Called when the head of a request has arrived. */
    public void begins(HttpServerRequest request) {
        Sender sender = open.get(channel(request.connection()));
        if (sender != null) { // null if closed meanwhile
            sender.begins(request);
        }
    }

    private static Channel channel(HttpConnection connection) {
        return ((ConnectionBase) connection).channel();
    }

    /** Closes the connections whose time is over. */
    void look() {
        open.forEach((channel, sender) -> {
            if (sender.hasHadItsTime(channel)) {
                if (sender.request == null) {
                    refused.addLate();
                }
                PipeliningLimit.cut(channel);
            }
        });
        refused.passes(betweenLooks);
    }

    int count() {
        return places.count();
    }

    private final class Sender {

        private volatile @Nullable HttpServerRequest request; // null until the first
        private volatile int looks;
        private int unread;

        void begins(HttpServerRequest next) {
            looks = 0;
            request = next;
        }

        boolean hasHadItsTime(Channel channel) {
            HttpServerRequest current = request;
            boolean ours = current != null && (current.isEnded() || HeldRequest.isHeld(current)) && !current.response().ended();
            looks = ours ? 0 : looks + 1; // a request that begins at the same time may lose one interval
            unread = channel.bytesBeforeUnwritable() > UNREAD_MAX_BYTES ? 0 : unread + 1;
            return looks > (current == null ? headLooks : receiveLooks) || unread > receiveLooks;
        }
    }
}
