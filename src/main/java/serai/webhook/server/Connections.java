package serai.webhook.server;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.WriteBufferWaterMark;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import serai.webhook.authentication.SignedInAddresses;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The open connections of a server: a bounded number of them, counted when they are made and so before any TLS handshake, each of
 * which has a bounded time for a whole request, from the connection or the request before, to the last byte of its body. So
 * neither a silent sender nor one that sends a byte now and then keeps a place. The time that we take for an answer doesn't
 * count; the time that a sender takes to read it does.
 *
 * <p>Time is counted in looks, not read from a clock: a process that stood still must not close what it hasn't read.
 */
final class Connections {

    private static final int LOOKS = 10;
    /** Answers that one sender has not read, here, beside one that is longer; beyond that no request of it is taken. */
    private static final int UNREAD_MAX_BYTES = 32 * 1024;
    /** The same in the operating system. */
    private static final int SENDING_MAX_BYTES = 64 * 1024;
    /** What is read from a connection at once. */
    private static final int READ_MAX_BYTES = 16 * 1024;

    private final ConnectionBounds bounds;
    private final ConnectionSlots places;
    private final RefusedConnections refused;
    private final Duration betweenLooks;
    private final int headLooks;
    private final int receiveLooks;
    private final Map<Channel, Sender> open = new ConcurrentHashMap<>();

    Connections(ConnectionBounds bounds, SignedInAddresses signedIn, RefusedConnections refused) {
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

    /** A Vert.x in which every connection that is made to a server has to pass {@link #accept}. */
    Vertx vertx(VertxOptions options) {
        return new io.vertx.core.impl.VertxBuilder(options).findTransport(new CountedTransport(this::accept)).init().vertx();
    }

    /** What a server needs, so that its connections are bounded: HTTP/1.1 alone, and no more time for a handshake than there is. */
    void configure(HttpServerOptions options) {
        options.setHttp2ClearTextEnabled(false).setSendBufferSize(SENDING_MAX_BYTES)
                .setSslHandshakeTimeout(bounds.headMax().toMillis()).setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
    }

    /** Begins to look after times, until that Vert.x ends. */
    void lookAgainAndAgain(Vertx vertx) {
        vertx.setPeriodic(betweenLooks.toMillis(), unused -> look());
    }

    /** A connection is made; nothing is read from it yet. False: there is no place for it, close it. */
    boolean accept(Channel channel) {
        if (!(channel.remoteAddress() instanceof InetSocketAddress address)) {
            return false; // gone again
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

    /** It speaks HTTP from now on: the handshake is done, where there is one. */
    void begins(HttpConnection connection) {
        OneRequestAtATime.on(channel(connection));
    }

    /** The head of a request is there. */
    void begins(HttpServerRequest request) {
        Sender sender = open.get(channel(request.connection()));
        if (sender != null) { // null: closed meanwhile
            sender.begins(request);
        }
    }

    private static Channel channel(HttpConnection connection) {
        return ((ConnectionBase) connection).channel();
    }

    /** Closes what has had its time. */
    void look() {
        open.forEach((channel, sender) -> {
            if (sender.hasHadItsTime(channel)) {
                if (sender.request == null) {
                    refused.addLate();
                }
                OneRequestAtATime.cut(channel);
            }
        });
        refused.passes(betweenLooks);
    }

    int count() {
        return places.count();
    }

    private final class Sender {

        private volatile HttpServerRequest request;
        private volatile int looks;
        private int unread;

        void begins(HttpServerRequest next) {
            looks = 0;
            request = next;
        }

        boolean hasHadItsTime(Channel channel) {
            HttpServerRequest current = request;
            boolean ours = current != null && (current.isEnded() || HeldRequest.isHeld(current)) && !current.response().ended();
            looks = ours ? 0 : looks + 1; // a request that begins meanwhile may lose a look
            unread = channel.bytesBeforeUnwritable() > UNREAD_MAX_BYTES ? 0 : unread + 1;
            return looks > (current == null ? headLooks : receiveLooks) || unread > receiveLooks;
        }
    }
}
