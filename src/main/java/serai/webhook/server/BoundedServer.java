package serai.webhook.server;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import serai.http.UnambiguousRequests;

import java.io.IOException;

/**
 * Camel's HTTP server for {@code platform-http:}, with bounds on what a sender may hold of it, and for HTTP/1.1 alone. Camel's own
 * has no way to bound connections or headers.
 */
abstract class BoundedServer extends VertxPlatformHttpServer {

    /** Of all headers of a request together; more is answered 431. */
    static final int HEADERS_MAX_BYTES = 8_192;
    /** Of the line with method and path; more is answered 414. */
    static final int LINE_MAX_BYTES = 4_096;

    private final VertxPlatformHttpServerConfiguration configuration;
    private final Connections connections;
    private final ServerStep patience;
    private Vertx ownVertx;
    private HttpServer server;

    /** @param name what to call it in messages */
    BoundedServer(VertxPlatformHttpServerConfiguration configuration, Connections connections, String name) {
        super(configuration);
        this.configuration = configuration;
        this.connections = connections;
        this.patience = new ServerStep(name);
    }

    @Override
    protected final Vertx createVertxInstance() {
        ownVertx = connections.vertx(new VertxOptions());
        return ownVertx;
    }

    final VertxPlatformHttpRouter router() {
        return VertxPlatformHttpRouter.lookup(getCamelContext(),
                VertxPlatformHttpRouter.getRouterNameFromPort(configuration.getBindPort()));
    }

    /**
     * Returns when connections are accepted.
     *
     * @throws IllegalArgumentException if the certificate can't be used; the message names its file
     * @throws IOException              if nothing can listen there
     */
    @Override
    protected final void startServer() throws Exception {
        HttpServerOptions options = new HttpServerOptions()
                .setMaxHeaderSize(HEADERS_MAX_BYTES).setMaxInitialLineLength(LINE_MAX_BYTES);
        connections.configure(options);
        configure(options);
        Handler<HttpServerRequest> requests = requests(router());
        server = getVertx().createHttpServer(options).connectionHandler(connection -> {
            UnambiguousRequests.only(connection);
            connections.begins(connection);
        }).invalidRequestHandler(this::refuse).requestHandler(request -> {
            connections.begins(request);
            requests.handle(request);
        });
        patience.await(server.listen(configuration.getBindPort(), configuration.getBindHost()), "listen on %s:%s"
                .formatted(configuration.getBindHost(), configuration.getBindPort()));
        connections.lookAgainAndAgain(getVertx());
    }

    /** Adds what makes it HTTPS, if anything does. */
    abstract void configure(HttpServerOptions options) throws Exception;

    /** What becomes of a request that can be read in one way only. */
    abstract Handler<HttpServerRequest> requests(VertxPlatformHttpRouter router);

    /** Answers a request that can't, or that is none of HTTP/1.1. */
    abstract void refuse(HttpServerRequest request);

    @Override
    protected void stopServer() {
        if (server != null) {
            patience.awaitEnd(server.close(), "close its port");
            server = null;
        }
    }

    @Override
    protected final void stopVertx() {
        if (ownVertx != null) {
            patience.awaitEnd(ownVertx.close(), "stop");
            ownVertx = null;
            setVertx(null);
        }
    }

    @Override
    public final HttpServer getServer() {
        return server;
    }

    @Override
    public final int getPort() {
        return server == null ? configuration.getBindPort() : server.actualPort();
    }
}
