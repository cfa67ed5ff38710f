package serai.webhook.server;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.component.vertx.common.VertxHelper;
import serai.http.UnambiguousRequests;
import serai.webhook.authentication.SignedInAddresses;
import serai.webhook.connections.ConnectionBounds;
import serai.webhook.connections.Connections;
import serai.webhook.connections.RefusedConnections;

import java.util.Set;

/**
 * Camel's HTTP server for health and metrics, with the bounds of the webhook's server, HTTP/1.1 only, and TLS as
 * {@link ServerTls} has it. It answers as Camel's own does. If it is a service of the context with the same port, Camel's
 * management component uses it instead of starting another.
 */
public final class ManagementServer extends BoundedServer {

    /** Bound of a body's length, except at {@link #LONG_BODIES}. */
    public static final long BODY_MAX_BYTES = 65_536;
    /** Bound of the length of a form with a record that an operator edits. */
    public static final long LONG_BODY_MAX_BYTES = 4_194_304;
    /** Where forms with a record are sent. The operations page reads the body there only of an operator who has signed in. */
    public static final Set<String> LONG_BODIES = Set.of("/dead-letter-edit", "/dead-letter-check");

    private final VertxPlatformHttpServerConfiguration configuration;

    /** @param bounds the bounds of its connections */
    public ManagementServer(VertxPlatformHttpServerConfiguration configuration, ConnectionBounds bounds,
            RefusedConnections refused) {
        super(configuration, new Connections(bounds, new SignedInAddresses(), refused), "the management port");
        this.configuration = configuration;
    }

    @Override
    void configure(HttpServerOptions options) throws Exception {
        if (configuration.isUseGlobalSslContextParameters() && getCamelContext().getSSLContextParameters() != null) {
            VertxHelper.setupSSLOptions(getCamelContext(), getCamelContext().getSSLContextParameters(), options);
            ServerTls.offerTheBest(options);
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

    /**
     * Refuses long bodies, and those that don't say how long they are, for all paths. Camel's bound does not hold for those
     * handlers that read no body.
     */
    private static void answer(HttpServerRequest request, VertxPlatformHttpRouter router) {
        String length = request.getHeader("Content-Length");
        long most = LONG_BODIES.contains(request.path()) ? LONG_BODY_MAX_BYTES : BODY_MAX_BYTES;
        if (request.headers().contains("Transfer-Encoding")
                || length != null && (length.length() > 7 || Long.parseLong(length) > most)) {
            request.response().setStatusCode(413).putHeader("Connection", "close").end();
        } else {
            router.handle(request);
        }
    }
}
