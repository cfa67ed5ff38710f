package serai.webhook.server;

import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;
import serai.webhook.authentication.Admission;

/**
 * A request that was read, and has to wait while its route is exchanged; the new route goes on with it. It is kept in Vert.x's
 * context of the request.
 *
 * @param admission null if the route has no authentication
 * @param body      the whole body
 * @param taken     called when the answer is written, or can't be written; may be called again
 */
record ReadRequest(@Nullable Admission admission, byte[] body, Runnable taken) {

    private static final String KEY = "serai.read";

    /** Null if nothing was read yet. Called on the request's event loop, as {@link #keep}. */
    static @Nullable ReadRequest of(RoutingContext request) {
        return request.vertx().getOrCreateContext().getLocal(KEY);
    }

    void keep(RoutingContext request) {
        request.vertx().getOrCreateContext().putLocal(KEY, this);
    }

    /** Notes that no route goes on with the request: it was answered otherwise, or its sender has gone. */
    static void leave(RoutingContext request) {
        ReadRequest kept = of(request);
        if (kept != null) {
            kept.taken.run();
        }
    }
}
