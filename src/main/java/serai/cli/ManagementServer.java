package serai.cli;

import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import org.apache.camel.CamelContext;
import org.apache.camel.Service;
import org.apache.camel.component.platform.http.main.DefaultMainHttpServerFactory;
import org.apache.camel.component.platform.http.main.ManagementHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.main.HttpManagementServerConfigurationProperties;
import serai.http.UnambiguousRequests;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The server of the management port: Camel's own, which can't be told to speak no HTTP/2 in clear, nor to look at what comes.
 * What it answers is Camel's.
 */
final class ManagementServer extends VertxPlatformHttpServer {

    private static final int PATIENCE_SECONDS = 10;

    private final VertxPlatformHttpServerConfiguration configuration;
    private HttpServer server;

    private ManagementServer(VertxPlatformHttpServerConfiguration configuration) {
        super(configuration);
        this.configuration = configuration;
    }

    /** In the registry it makes Camel's management port use this server. */
    static final class Factory extends DefaultMainHttpServerFactory {

        @Override
        public Service newHttpManagementServer(CamelContext context, HttpManagementServerConfigurationProperties properties) {
            ManagementHttpServer management = (ManagementHttpServer) super.newHttpManagementServer(context, properties);
            try {
                // It takes the first server of its port that it finds.
                context.addService(new ManagementServer(management.getConfiguration()));
            } catch (Exception e) {
                throw new IllegalStateException("the management port can't be prepared (%s)".formatted(e.getMessage()), e);
            }
            return management;
        }
    }

    @Override
    protected void startServer() throws Exception {
        if (configuration.getSslContextParameters() != null || configuration.isUseGlobalSslContextParameters()) {
            super.startServer(); // in TLS a client asks for HTTP/2
            return;
        }
        server = getVertx().createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
                .connectionHandler(UnambiguousRequests::only).invalidRequestHandler(UnambiguousRequests::refuse)
                .requestHandler(VertxPlatformHttpRouter.lookup(getCamelContext(),
                        VertxPlatformHttpRouter.getRouterNameFromPort(configuration.getBindPort())));
        try {
            server.listen(configuration.getBindPort(), configuration.getBindHost()).toCompletionStage().toCompletableFuture()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the management port can't listen on %s:%s (%s); free it or set camel.management.port to another"
                    .formatted(configuration.getBindHost(), configuration.getBindPort(), e.getMessage()), e);
        }
    }

    @Override
    protected void stopServer() {
        if (server == null) {
            super.stopServer();
        } else {
            server.close(); // its Vert.x is closed next, which is waited for
            server = null;
        }
    }

    @Override
    public HttpServer getServer() {
        return server == null ? super.getServer() : server;
    }

    @Override
    public int getPort() {
        return server == null ? super.getPort() : server.actualPort();
    }
}
