package serai.cli.run;

import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.PlatformHttpConstants;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.main.HttpServerConfigurationProperties;
import serai.settings.Settings;
import serai.settings.known.PraesidiumSetting;
import serai.settings.known.RuntimeSetting;
import serai.settings.known.WebhookSetting;
import serai.settings.known.WebhookTlsSetting;
import serai.threads.FirstStartup;
import serai.tls.CertificateFiles;
import serai.webhook.IntakeGate;
import serai.webhook.authentication.SignedInAddresses;
import serai.webhook.connections.ConnectionMetrics;
import serai.webhook.connections.RefusedConnections;
import serai.webhook.server.BodiesInFlight;
import serai.webhook.server.BodiesMetrics;
import serai.webhook.server.EventLoopHttpEngine;
import serai.webhook.server.ServerTls;
import serai.webhook.server.WaitingRequests;
import serai.webhook.server.WebhookServer;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The webhook's server as the settings say: where it listens, its bounds, its certificate. */
final class ConfiguredWebhook {

    private final HttpServerConfigurationProperties configured;
    private final Settings settings;
    private final WaitingRequests waiting;

    /**
     * @param configured Camel's own settings of the server: host, port, longest body
     * @param gate       closed while routes are exchanged
     */
    ConfiguredWebhook(HttpServerConfigurationProperties configured, Settings settings, IntakeGate gate) {
        this.configured = configured;
        this.settings = settings;
        this.waiting = new WaitingRequests(gate, settings.milliseconds(RuntimeSetting.RELOAD_WAIT_MAX_MS));
    }

    /**
     * Adds the server and the routes' HTTP engine to the context.
     *
     * @param refusedByManagement the management port's refused connections; their metrics are added with the webhook's
     * @throws IllegalArgumentException if a setting of the webhook can't be used
     * @throws Exception                if the server can't be added
     */
    void addTo(CamelContext context, RefusedConnections refusedByManagement) throws Exception {
        addServer(context, refusedByManagement);
        context.getRegistry().bind(PlatformHttpConstants.PLATFORM_HTTP_ENGINE_NAME, PlatformHttpEngine.class,
                new EventLoopHttpEngine(bodies(context), waiting));
    }

    private void addServer(CamelContext context, RefusedConnections refusedByManagement) throws Exception {
        VertxPlatformHttpServerConfiguration server = new VertxPlatformHttpServerConfiguration();
        server.setBindHost(configured.getHost());
        server.setBindPort(configured.getPort());
        server.setMaxBodySize(configured.getMaxBodySize());
        SignedInAddresses signedIn = new SignedInAddresses();
        RefusedConnections refusedByWebhook = RefusedConnections.ofWebhook();
        context.getRegistry().bind("signedInAddresses", signedIn);
        FirstStartup.of(context, new ConnectionMetrics(List.of(refusedByWebhook, refusedByManagement)));
        // The process has two servers, so the routes' HTTP engine needs the name of its own.
        context.getRegistry().bind("webhookServer", server);
        context.addService(new WebhookServer(server, Set.of(settings.text(PraesidiumSetting.PATH)),
                ServerBounds.ofWebhook(settings), signedIn, refusedByWebhook, tls(), waiting)
                .sharedAmong(settings.number(WebhookSetting.LOOPS)));
    }

    private BodiesInFlight bodies(CamelContext context) throws Exception {
        long max = settings.longNumber(WebhookSetting.INFLIGHT_MAX_BYTES);
        Long one = configured.getMaxBodySize();
        if (one != null && one > max) {
            throw settings.refused(WebhookSetting.INFLIGHT_MAX_BYTES, ("%s bytes for all bodies together are fewer than "
                    + "camel.server.maxBodySize=%s for one; raise it, "
                    + "or lower camel.server.maxBodySize").formatted(max, one), null);
        }
        BodiesInFlight bodies = new BodiesInFlight(max);
        context.getRegistry().bind("bodiesInFlight", bodies);
        FirstStartup.of(context, new BodiesMetrics(bodies));
        return bodies;
    }

    private Optional<ServerTls> tls() {
        if (settings.text(WebhookTlsSetting.CERTIFICATE).isEmpty()) {
            return Optional.empty();
        }
        boolean keyApart = !settings.text(WebhookTlsSetting.KEY).isEmpty();
        CertificateFiles files = new CertificateFiles(settings.path(WebhookTlsSetting.CERTIFICATE),
                keyApart ? Optional.of(settings.path(WebhookTlsSetting.KEY)) : Optional.empty(),
                settings.text(WebhookTlsSetting.PASSWORD));
        try {
            files.require();
        } catch (IllegalArgumentException e) {
            throw settings.refused(WebhookTlsSetting.CERTIFICATE, e);
        }
        List<String> older = settings.names(WebhookTlsSetting.SUITES_OLDER);
        try {
            ServerTls.requireKnown(older);
        } catch (IllegalArgumentException e) {
            throw settings.refused(WebhookTlsSetting.SUITES_OLDER, e);
        }
        return Optional.of(new ServerTls(files, settings.milliseconds(WebhookTlsSetting.RELOAD_MS), older));
    }
}
