package serai.webhook.connections;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import serai.http.UnambiguousRequests;

import java.util.Objects;

/**
 * Stops reading a request until its sender is known, or its route is there. A request may be held for several reasons, one within
 * the other. Called on the request's event loop.
 */
public final class HeldRequest {

    private static final AttributeKey<Boolean> HELD = AttributeKey.valueOf(HeldRequest.class, "held");

    /** How often the request is held, in Vert.x's context of the request. */
    private static final String HOLDS = "serai.holds";

    private HeldRequest() {
    }

    /**
     * Stops reading from the connection, until each hold was ended by {@link #goOn}. A paused request is not enough: Vert.x would
     * read on until eight parts of the body wait.
     */
    public static void hold(HttpServerRequest request) {
        holds(1);
        request.pause();
        if (request.version() != HttpVersion.HTTP_2 && request.connection() instanceof ConnectionBase connection) {
            connection.doPause();
            connection.channel().attr(HELD).set(true);
        }
    }

    /** Whether the request waits for Serai, and not Serai for its sender. Any thread may call it. */
    static boolean isHeld(HttpServerRequest request) {
        return request.connection() instanceof ConnectionBase connection && isHeld(connection.channel());
    }

    /** Whether nothing may be read from the channel until {@link #goOn} is called. */
    static boolean isHeld(Channel channel) {
        return Boolean.TRUE.equals(channel.attr(HELD).get());
    }

    /** Ends one hold; if that was the last one, the request is read on. Does so too if the request is not held. */
    public static void goOn(HttpServerRequest request) {
        if (holds(-1) > 0) {
            return;
        }
        request.resume();
        if (request.version() != HttpVersion.HTTP_2 && request.connection() instanceof ConnectionBase connection) {
            connection.channel().attr(HELD).set(false);
            connection.doResume();
        }
    }

    private static int holds(int more) {
        Context context = Objects.requireNonNull(Vertx.currentContext(), "a request is held on its event loop");
        Integer before = context.getLocal(HOLDS);
        int now = Math.max(0, (before == null ? 0 : before) + more);
        context.putLocal(HOLDS, now);
        return now;
    }

    /** Makes a request's answer the last one on its connection. */
    public static void isLast(RoutingContext request) {
        if (request.request().version() == HttpVersion.HTTP_2) {
            return; // a host's HTTP/2 bounds each request separately
        }
        UnambiguousRequests.end(request.request().connection());
        if (!request.response().headWritten()) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        request.addEndHandler(unused -> request.request().connection().close());
    }
}
