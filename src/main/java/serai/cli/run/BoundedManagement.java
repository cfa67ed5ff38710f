package serai.cli.run;

import org.apache.camel.CamelContext;
import org.apache.camel.Service;
import org.apache.camel.component.platform.http.main.DefaultMainHttpServerFactory;
import org.apache.camel.component.platform.http.main.ManagementHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.main.HttpManagementServerConfigurationProperties;
import serai.settings.Settings;
import serai.webhook.connections.RefusedConnections;
import serai.webhook.server.ManagementServer;

/** Starts a server with limits for connections and requests, which Camel's management server then uses. */
final class BoundedManagement extends DefaultMainHttpServerFactory {

    private final RefusedConnections refused;

    BoundedManagement(RefusedConnections refused) {
        this.refused = refused;
    }

    @Override
    public Service newHttpManagementServer(CamelContext context, HttpManagementServerConfigurationProperties properties) {
        ManagementHttpServer management = (ManagementHttpServer) super.newHttpManagementServer(context, properties);
        VertxPlatformHttpServerConfiguration configuration = management.getConfiguration();
        configuration.setMaxBodySize(ManagementServer.BODY_MAX_BYTES);
        try {
            // Camel's management server uses this server as its own, because it has the same port.
            context.addService(new ManagementServer(configuration, ServerBounds.ofManagement(Settings.of(context)), refused));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
        return management;
    }
}
