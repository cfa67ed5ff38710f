package serai.webhook.server;

import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpEngine;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;

/**
 * Camel's engine for {@code platform-http:} on Vert.x, with two changes. A route of the group
 * {@value EventLoopHttpConsumer#GROUP} stays on the event loop and must not block; Camel's engine uses one of twenty worker
 * threads for the whole request. A sender that may not send to a route is refused before its body is read
 * ({@link EventLoopHttpConsumer}).
 *
 * <p>It is bound in the registry as {@code platform-http-engine} before the routes are loaded. The routes' YAML does not depend
 * on it: with another engine the group has no effect.
 */
public final class EventLoopHttpEngine extends VertxPlatformHttpEngine {

    private final BodiesInFlight bodies;
    private final WaitingRequests waiting;

    /** @param bodies bounds the bodies of all requests together */
    public EventLoopHttpEngine(BodiesInFlight bodies) {
        this(bodies, WaitingRequests.none());
    }

    /** @param waiting has requests that come while routes are exchanged */
    public EventLoopHttpEngine(BodiesInFlight bodies, WaitingRequests waiting) {
        this.bodies = bodies;
        this.waiting = waiting;
    }

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        if (endpoint.isUseStreaming() || endpoint.isHttpProxy() || !endpoint.isUseBodyHandler()) {
            return super.createConsumer(endpoint, processor);
        }
        return new EventLoopHttpConsumer(endpoint, processor, getHandlers(),
                VertxPlatformHttpRouter.getRouterNameFromPort(getServerPort()), bodies, waiting);
    }
}
