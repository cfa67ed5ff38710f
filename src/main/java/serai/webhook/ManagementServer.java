package serai.webhook;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.component.vertx.common.VertxHelper;
import serai.http.UnambiguousRequests;

import java.io.IOException;

/**
 * Camel's HTTP server for health and metrics, which answers what Camel answers, with the webhook's bounds on what a sender may
 * hold of it, and HTTP/1.1 alone. Camel's own management server takes it for its own where it is a service of the context already,
 * with the same port.
 */
public final class ManagementServer extends VertxPlatformHttpServer {

    /** Nobody has anything to send here. */
    public static final long BODY_MAX_BYTES = 65_536;

    private static final Patience PATIENCE = new Patience("the management port");

    private final VertxPlatformHttpServerConfiguration configuration;
    private final Connections connections;
    private Vertx ownVertx;
    private HttpServer server;

    /** @param bounds what senders may hold of it */
    public ManagementServer(VertxPlatformHttpServerConfiguration configuration, ConnectionBounds bounds, RefusedConnections refused) {
        super(configuration);
        this.configuration = configuration;
        this.connections = new Connections(bounds, new SignedInAddresses(), refused);
    }

    @Override
    protected Vertx createVertxInstance() {
        ownVertx = connections.vertx(new VertxOptions());
        return ownVertx;
    }

    /**
     * Returns when connections are accepted.
     *
     * @throws IOException if nothing can listen there
     */
    @Override
    protected void startServer() throws Exception {
        HttpServerOptions options = new HttpServerOptions()
                .setMaxHeaderSize(WebhookServer.HEADERS_MAX_BYTES).setMaxInitialLineLength(WebhookServer.LINE_MAX_BYTES);
        connections.configure(options);
        if (configuration.isUseGlobalSslContextParameters() && getCamelContext().getSSLContextParameters() != null) {
            VertxHelper.setupSSLOptions(getCamelContext(), getCamelContext().getSSLContextParameters(), options);
        }
        VertxPlatformHttpRouter router = VertxPlatformHttpRouter.lookup(getCamelContext(),
                VertxPlatformHttpRouter.getRouterNameFromPort(configuration.getBindPort()));
        server = getVertx().createHttpServer(options).connectionHandler(connection -> {
            UnambiguousRequests.only(connection);
            connections.begins(connection);
        }).invalidRequestHandler(UnambiguousRequests::refuse).requestHandler(request -> {
            connections.begins(request);
            answer(request, router);
        });
        PATIENCE.await(server.listen(configuration.getBindPort(), configuration.getBindHost()), "listen on %s:%s"
                .formatted(configuration.getBindHost(), configuration.getBindPort()));
        connections.lookAgainAndAgain(getVertx());
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

    @Override
    protected void stopServer() {
        if (server != null) {
            PATIENCE.awaitEnd(server.close(), "close its port");
            server = null;
        }
    }

    @Override
    protected void stopVertx() {
        if (ownVertx != null) {
            PATIENCE.awaitEnd(ownVertx.close(), "stop");
            ownVertx = null;
            setVertx(null);
        }
    }

    @Override
    public HttpServer getServer() {
        return server;
    }

    @Override
    public int getPort() {
        return server == null ? configuration.getBindPort() : server.actualPort();
    }
}
