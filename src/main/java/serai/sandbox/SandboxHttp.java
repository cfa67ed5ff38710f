package serai.sandbox;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import org.jspecify.annotations.Nullable;
import serai.http.UnambiguousRequests;
import serai.sandbox.lrs.LearningRecordStore;
import serai.sandbox.praesidium.PraesidiumTestEndpoint;
import serai.sandbox.web.Answers;
import serai.sandbox.web.RequestOrigin;

import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The sandbox's HTTP server: a {@link LearningRecordStore} under {@code /lrs} and a {@link PraesidiumTestEndpoint} on one port.
 * Takes up to {@value #CONNECTIONS_MAX} connections (more are closed at once), and closes those idle for 60 s. The store reads
 * bodies of up to {@value LearningRecordStore#BODY_MAX_BYTES} bytes, the test endpoint of up to 64 KiB. Its threads are daemons.
 */
public final class SandboxHttp implements AutoCloseable {

    /** How many connections may be open at once. */
    public static final int CONNECTIONS_MAX = 256;

    private static final int IDLE_SECONDS = 60;
    private static final int PATIENCE_SECONDS = 10;

    private final String host;
    private final int port;
    private final LearningRecordStore lrs;
    private final PraesidiumTestEndpoint praesidium;
    private final AtomicInteger connections = new AtomicInteger();
    private @Nullable Vertx vertx;
    private @Nullable HttpServer server;

    /** A server with an empty store, not yet started; port 0 takes any free port. */
    public SandboxHttp(String host, int port) {
        this(host, port, new LearningRecordStore(), new PraesidiumTestEndpoint());
    }

    /** A server with this store and this test endpoint, not yet started; port 0 takes any free port. */
    public SandboxHttp(String host, int port, LearningRecordStore lrs, PraesidiumTestEndpoint praesidium) {
        this.host = host;
        this.port = port;
        this.lrs = lrs;
        this.praesidium = praesidium;
    }

    /**
     * Starts to listen; returns when connections are accepted.
     *
     * @throws BindException if the port is in use or the host isn't this machine; the message names the settings in one line
     * @throws IOException   if the server can't listen for another reason; nothing runs then
     */
    public synchronized SandboxHttp start() throws IOException {
        Vertx ours = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1).setUseDaemonThread(true)
                .setFileSystemOptions(new FileSystemOptions().setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
        vertx = ours;
        Router router = Router.router(ours);
        router.route().handler(new RequestOrigin()).failureHandler(Answers::failure);
        lrs.mount(router);
        praesidium.mount(router);
        // HTTP/2 is off, because with it a connection is counted only when its first bytes show the protocol, not when it is
        // made.
        HttpServerOptions options = new HttpServerOptions().setIdleTimeout(IDLE_SECONDS).setHttp2ClearTextEnabled(false);
        Future<HttpServer> listening = ours.createHttpServer(options)
                .connectionHandler(this::admit).invalidRequestHandler(UnambiguousRequests::refuse).requestHandler(router)
                .listen(port, host);
        try {
            server = listening.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return this;
        } catch (ExecutionException e) {
            close();
            throw cannotListen(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            close();
            throw cannotListen(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw cannotListen(e);
        }
    }

    /** The port on which the server listens. */
    public synchronized int port() {
        return server == null ? port : server.actualPort();
    }

    /** The base address, such as {@code http://127.0.0.1:8090}. */
    public URI uri() {
        return URI.create("http://%s:%s".formatted(host.contains(":") ? "[" + host + "]" : host, port()));
    }

    public LearningRecordStore lrs() {
        return lrs;
    }

    public PraesidiumTestEndpoint praesidium() {
        return praesidium;
    }

    /** Closes all connections and frees the port; returns when that is done. Does nothing if the server does not run. */
    @Override
    public synchronized void close() {
        if (vertx == null) {
            return;
        }
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the sandbox's HTTP server on port %s did not stop".formatted(port()), e);
        } finally {
            vertx = null;
            server = null;
        }
    }

    private void admit(HttpConnection connection) {
        connection.closeHandler(unused -> connections.decrementAndGet());
        if (connections.incrementAndGet() > CONNECTIONS_MAX) {
            connection.close();
        } else {
            UnambiguousRequests.only(connection);
        }
    }

    private IOException cannotListen(Throwable cause) {
        String message = "the sandbox can't listen on %s:%s (%s); free the port or set serai.sandbox.http.port to another"
                .formatted(host, port, cause.getMessage());
        IOException failure = cause instanceof BindException ? new BindException(message) : new IOException(message);
        failure.initCause(cause);
        return failure;
    }
}
