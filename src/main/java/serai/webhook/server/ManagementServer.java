package serai.webhook.server;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.component.vertx.common.VertxHelper;
import serai.http.UnambiguousRequests;
import serai.webhook.authentication.SignedInAddresses;

/**
 * Camel's HTTP server for health and metrics, which answers what Camel answers, with the webhook's bounds on what a sender may
 * hold of it, and HTTP/1.1 alone. Camel's own management server takes it for its own where it is a service of the context already,
 * with the same port.
 */
public final class ManagementServer extends BoundedServer {

    /** Nobody has anything to send here. */
    public static final long BODY_MAX_BYTES = 65_536;

    private final VertxPlatformHttpServerConfiguration configuration;

    /** @param bounds what senders may hold of it */
    public ManagementServer(VertxPlatformHttpServerConfiguration configuration, ConnectionBounds bounds, RefusedConnections refused) {
        super(configuration, new Connections(bounds, new SignedInAddresses(), refused), "the management port");
        this.configuration = configuration;
    }

    @Override
    void configure(HttpServerOptions options) throws Exception {
        if (configuration.isUseGlobalSslContextParameters() && getCamelContext().getSSLContextParameters() != null) {
            VertxHelper.setupSSLOptions(getCamelContext(), getCamelContext().getSSLContextParameters(), options);
        }
    }

    @Override
    Handler<HttpServerRequest> requests(VertxPlatformHttpRouter router) {
        return request -> answer(request, router);
    }

    @Override
    void refuse(HttpServerRequest request) {
        UnambiguousRequests.refuse(request);
    }

    /** Some of what Camel registers reads no body, and would leave one of any length to be read; its bound is for the others. */
    private static void answer(HttpServerRequest request, VertxPlatformHttpRouter router) {
        String length = request.getHeader("Content-Length");
        if (length != null && (length.length() > 6 || Long.parseLong(length) > BODY_MAX_BYTES)) {
            request.response().setStatusCode(413).putHeader("Connection", "close").end();
        } else {
            router.handle(request);
        }
    }
}
