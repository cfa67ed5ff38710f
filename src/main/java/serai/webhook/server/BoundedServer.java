package serai.webhook.server;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.impl.VertxInternal;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.jspecify.annotations.Nullable;
import serai.http.UnambiguousRequests;
import serai.webhook.connections.Connections;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Camel's HTTP server for {@code platform-http:}, with bounds on the resources of each sender, and for HTTP/1.1 only. Camel's
 * own server has no settings to bound connections or headers.
 */
abstract class BoundedServer extends VertxPlatformHttpServer {

    /** Bytes of all headers of a request together; a longer request is answered 431. */
    static final int HEADERS_MAX_BYTES = 8_192;
    /** Bytes of the line with method and path; a longer one is answered 414. */
    static final int LINE_MAX_BYTES = 4_096;

    private final VertxPlatformHttpServerConfiguration configuration;
    private final Connections connections;
    private final ServerStep patience;
    private final List<HttpServer> servers = new ArrayList<>(); // one for each event loop; none while it does not listen
    private int loops = 1;
    private @Nullable Vertx ownVertx;

    /** @param name the server's name in messages */
    BoundedServer(VertxPlatformHttpServerConfiguration configuration, Connections connections, String name) {
        super(configuration);
        this.configuration = configuration;
        this.connections = connections;
        this.patience = new ServerStep(name);
    }

    /** Sets how many event loops share the connections. Called before the start. */
    final void share(int among) {
        loops = among;
    }

    @Override
    protected final Vertx createVertxInstance() {
        VertxOptions options = new VertxOptions();
        Vertx made = connections.vertx(options.setEventLoopPoolSize(Math.max(options.getEventLoopPoolSize(), loops)));
        ownVertx = made;
        return made;
    }

    final VertxPlatformHttpRouter router() {
        return VertxPlatformHttpRouter.lookup(getCamelContext(),
                VertxPlatformHttpRouter.getRouterNameFromPort(configuration.getBindPort()));
    }

    /**
     * Returns when the server accepts connections.
     *
     * @throws IllegalArgumentException if the certificate can't be used; the message names its file
     * @throws IOException              if the server can't listen at its address and port
     */
    @Override
    protected final void startServer() throws Exception {
        HttpServerOptions options = new HttpServerOptions()
                .setMaxHeaderSize(HEADERS_MAX_BYTES).setMaxInitialLineLength(LINE_MAX_BYTES)
                // No route takes a WebSocket; for their compression every request and answer would pass one more handler.
                .setPerFrameWebSocketCompressionSupported(false).setPerMessageWebSocketCompressionSupported(false);
        connections.configure(options);
        configure(options);
        Handler<HttpServerRequest> requests = requests(router());
        int port = configuration.getBindPort();
        for (int loop = 0; loop < loops; loop++) {
            HttpServer server = getVertx().createHttpServer(options).connectionHandler(connection -> {
                UnambiguousRequests.only(connection);
                connections.begins(connection);
            }).invalidRequestHandler(this::refuse).requestHandler(request -> {
                connections.begins(request);
                requests.handle(request);
            });
            servers.add(server);
            patience.await(listen(server, port), "listen on %s:%s".formatted(configuration.getBindHost(), port));
            port = server.actualPort();
        }
        connections.lookAgainAndAgain(getVertx());
    }

    /**
     * Has the server listen on an event loop of its own. Vert.x shares the port among all servers that listen there, and gives each
     * new connection to the next of their loops; it stays there. What is bounded or counted is so over all of them.
     */
    private Future<HttpServer> listen(HttpServer server, int port) {
        Promise<HttpServer> listening = Promise.promise();
        ((VertxInternal) getVertx()).createEventLoopContext()
                .runOnContext(unused -> server.listen(port, configuration.getBindHost()).onComplete(listening));
        return listening.future();
    }

    /** Configures HTTPS, if the server has a certificate. */
    abstract void configure(HttpServerOptions options) throws Exception;

    /** Handles the requests that can be read in one way only. */
    abstract Handler<HttpServerRequest> requests(VertxPlatformHttpRouter router);

    /** Answers a request that can be read in several ways, or that is not HTTP/1.1. */
    abstract void refuse(HttpServerRequest request);

    @Override
    protected void stopServer() {
        servers.forEach(server -> patience.awaitEnd(server.close(), "close its port"));
        servers.clear();
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
    public final @Nullable HttpServer getServer() {
        return servers.isEmpty() ? null : servers.get(0);
    }

    @Override
    public final int getPort() {
        return servers.isEmpty() ? configuration.getBindPort() : servers.get(0).actualPort();
    }
}
