package serai.webhook.connections;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import serai.http.UnambiguousRequests;

/** Stops reading a request until its sender is known. Called on the request's event loop. */
public final class HeldRequest {

    private static final AttributeKey<Boolean> HELD = AttributeKey.valueOf(HeldRequest.class, "held");

    private HeldRequest() {
    }

    /**
     * Stops reading from the connection. A paused request is not enough: Vert.x would read on until eight parts of the body
     * wait.
     */
    public static void hold(HttpServerRequest request) {
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

    public static void goOn(HttpServerRequest request) {
        request.resume();
        if (request.version() != HttpVersion.HTTP_2 && request.connection() instanceof ConnectionBase connection) {
            connection.channel().attr(HELD).set(false);
            connection.doResume();
        }
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
