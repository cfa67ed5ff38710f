package serai.webhook.server;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;

/** A request of which no more is read until it is known who sends it. On its event loop. */
final class HeldRequest {

    private static final AttributeKey<Boolean> HELD = AttributeKey.valueOf(HeldRequest.class, "held");

    private HeldRequest() {
    }

    /** Vert.x alone would read on, and keep what has come, until eight parts of it wait. */
    static void hold(HttpServerRequest request) {
        request.pause();
        if (request.version() != HttpVersion.HTTP_2 && request.connection() instanceof ConnectionBase connection) {
            connection.doPause();
            connection.channel().attr(HELD).set(true);
        }
    }

    /** Whether it waits for us, and not we for its sender. From any thread. */
    static boolean isHeld(HttpServerRequest request) {
        return request.connection() instanceof ConnectionBase connection && isHeld(connection.channel());
    }

    /** Whether nothing is to be read from it until {@link #goOn}. */
    static boolean isHeld(Channel channel) {
        return Boolean.TRUE.equals(channel.attr(HELD).get());
    }

    static void goOn(HttpServerRequest request) {
        request.resume();
        if (request.version() != HttpVersion.HTTP_2 && request.connection() instanceof ConnectionBase connection) {
            connection.channel().attr(HELD).set(false);
            connection.doResume();
        }
    }
}
