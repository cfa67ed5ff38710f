package serai.cli.run;

import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.platform.http.PlatformHttpConstants;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.HttpManagementServerConfigurationProperties;
import org.apache.camel.main.HttpServerConfigurationProperties;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.apache.camel.spi.EndpointStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.Serai;
import serai.cli.publish.PublisherLogin;
import serai.cli.publish.Sandbox;
import serai.cli.publish.WebhookTarget;
import serai.cli.terminal.Environment;
import serai.cli.terminal.Ports;
import serai.cli.terminal.RequestedPorts;
import serai.cli.terminal.StoredSettings;
import serai.journal.sqlite.files.DataFolder;
import serai.passwords.GeneratedPassword;
import serai.settings.ServiceBusSettings;
import serai.settings.Setting;
import serai.settings.Settings;
import serai.settings.SettingsCheck;
import serai.tls.CertificateFiles;
import serai.webhook.authentication.SignedInAddresses;
import serai.webhook.server.BodiesInFlight;
import serai.webhook.server.BodiesMetrics;
import serai.webhook.server.ConnectionMetrics;
import serai.webhook.server.EventLoopHttpEngine;
import serai.webhook.server.RefusedConnections;
import serai.webhook.server.ServerTls;
import serai.webhook.server.WebhookServer;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * Runs Serai alone in a process: camel-main with {@code application.properties}, the sandbox for each remote party that is not
 * set, and {@link Serai#addTo}.
 */
public final class Runtime implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Runtime.class);

    /** Threads of Reactor's pool for the Azure SDK itself, in addition to one for each message being handled. */
    private static final int HANDLERS_SPARE = 8;
    private static final int STOP_SECONDS_MAX = 3_600;
    private static final String SERVER_PORT = "camel.server.port";
    private static final String MANAGEMENT_PORT = "camel.management.port";

    private final RefusedConnections refusedByManagement = RefusedConnections.ofManagement();
    private final Main main = new Main() {
        @Override
        protected CamelContext createCamelContext() {
            CamelContext context = super.createCamelContext();
            StoredSettings.readInUtf8(context);
            return context;
        }
    };
    private final Sandbox sandbox = new Sandbox();
    private final RequestedPorts ports = new RequestedPorts();
    private final Environment environment = new Environment(System.getenv());
    private final Properties overrides = environment.ports();
    private final Clock clock;
    private EndpointStrategy bounds = (uri, endpoint) -> endpoint;
    private Serai serai;
    private volatile boolean running;

    /** @param overrides settings that take precedence over the environment and the file */
    public Runtime(Properties overrides) {
        this(overrides, Clock.systemUTC());
    }

    /** @param clock the clock of all parts of this runtime */
    public Runtime(Properties overrides, Clock clock) {
        this.clock = clock;
        this.overrides.putAll(overrides);
        main.setDefaultPropertyPlaceholderLocation(StoredSettings.FILE);
        this.overrides.setProperty("camel.server.enabled", "false"); // Serai starts its own server: see addWebhookServer
        main.setOverrideProperties(this.overrides);
        main.bind("managementServerFactory", new BoundedManagement(refusedByManagement));
        // Camel would apply its own settings from the environment last, and so override what a command sets.
        main.configure().setAutoConfigurationEnvironmentVariablesEnabled(overrides.isEmpty());
        main.configure().setAutoConfigurationSystemPropertiesEnabled(overrides.isEmpty());
        main.configure().setRoutesIncludePattern("false");
        // Camel's own shutdown hook would wait for a minute if the process is ended during the start.
        main.setShutdownStrategy(new SimpleMainShutdownStrategy());
        main.configure().setAutoConfigurationLogSummary(false); // it would log connection strings
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport configured) {
                environment.addTo(configured.getCamelContext()); // the management server uses Serai's settings
            }

            @Override
            public void afterConfigure(BaseMainSupport configured) {
                try {
                    wire(configured.getCamelContext());
                } catch (Exception e) {
                    throw RuntimeCamelException.wrapRuntimeCamelException(e);
                }
            }
        });
    }

    /** Sets a strategy that every endpoint of the routes has to pass. */
    Runtime within(EndpointStrategy bounds) {
        this.bounds = bounds;
        return this;
    }

    /**
     * Starts Serai; returns when the routes run.
     *
     * @throws Exception if the start fails; nothing keeps running then
     */
    public void start() throws Exception {
        try {
            main.start();
        } catch (Exception e) {
            close();
            throw e;
        }
        running = true;
        LOG.info("Serai is running: {}.", described());
    }

    /** Adds Serai to the context, after the settings are read and before the routes start. */
    private void wire(CamelContext context) throws Exception {
        context.getRegistry().bind("clock", clock);
        Settings settings = Settings.of(context);
        new SettingsCheck(context).requireAlone();
        settings.requireNumber("camel.main.shutdownTimeout", 1, STOP_SECONDS_MAX);
        settings.requireNumber("camel.server.maxBodySize", 1, Integer.MAX_VALUE);
        // The folder is checked before the ports: if Serai already runs here, both are in use, and the folder's message names
        // the cause.
        DataFolder.open(settings.path(Setting.DATA), settings.trust()).close();
        requirePorts(settings);
        addWebhookServer(context, settings);
        context.getRegistry().bind(PlatformHttpConstants.PLATFORM_HTTP_ENGINE_NAME, PlatformHttpEngine.class,
                new EventLoopHttpEngine(bodies(context, settings)));
        letHandlersRun(settings.number(Setting.SERVICEBUS_CALLS_MAX));
        startSandbox(context, settings);
        serai = Serai.addAlone(context, bounds);
        introduceSandbox(settings);
    }

    /** Gives the sandbox's Praesidium the webhook's address and credentials. */
    private void introduceSandbox(Settings settings) throws IOException {
        if (sandbox.http() != null) {
            PublisherLogin.find(settings).ifPresent(
                    login -> sandbox.http().praesidium().publishesTo(URI.create(webhook()), login.username(), login.password()));
        }
    }

    private void addWebhookServer(CamelContext context, Settings settings) throws Exception {
        HttpServerConfigurationProperties configured = main.configure().httpServer();
        VertxPlatformHttpServerConfiguration server = new VertxPlatformHttpServerConfiguration();
        server.setBindHost(configured.getHost());
        server.setBindPort(configured.getPort());
        server.setMaxBodySize(configured.getMaxBodySize());
        SignedInAddresses signedIn = new SignedInAddresses();
        RefusedConnections refusedByWebhook = RefusedConnections.ofWebhook();
        context.getRegistry().bind("signedInAddresses", signedIn);
        context.addStartupListener(new ConnectionMetrics(List.of(refusedByWebhook, refusedByManagement)));
        // The process has two servers, so the routes' HTTP engine needs the name of its own.
        context.getRegistry().bind("webhookServer", server);
        context.addService(new WebhookServer(server, Set.of(settings.text(Setting.PRAESIDIUM_PATH)),
                ServerBounds.ofWebhook(settings), signedIn, refusedByWebhook, tls(settings)));
    }

    private BodiesInFlight bodies(CamelContext context, Settings settings) throws Exception {
        long max = settings.longNumber(Setting.WEBHOOK_INFLIGHT_MAX_BYTES);
        Long one = main.configure().httpServer().getMaxBodySize();
        if (one != null && one > max) {
            throw settings.refused(Setting.WEBHOOK_INFLIGHT_MAX_BYTES, ("%s bytes of all bodies together are fewer than "
                    + "camel.server.maxBodySize=%s of one; set it higher, or let bodies be shorter").formatted(max, one), null);
        }
        BodiesInFlight bodies = new BodiesInFlight(max);
        context.getRegistry().bind("bodiesInFlight", bodies);
        context.addStartupListener(new BodiesMetrics(bodies));
        return bodies;
    }

    private static Optional<ServerTls> tls(Settings settings) {
        if (settings.text(Setting.WEBHOOK_TLS_CERTIFICATE).isEmpty()) {
            return Optional.empty();
        }
        boolean keyApart = !settings.text(Setting.WEBHOOK_TLS_KEY).isEmpty();
        CertificateFiles files = new CertificateFiles(settings.path(Setting.WEBHOOK_TLS_CERTIFICATE),
                keyApart ? Optional.of(settings.path(Setting.WEBHOOK_TLS_KEY)) : Optional.empty(),
                settings.text(Setting.WEBHOOK_TLS_PASSWORD));
        try {
            files.require();
        } catch (IllegalArgumentException e) {
            throw settings.refused(Setting.WEBHOOK_TLS_CERTIFICATE, e.getMessage(), e);
        }
        List<String> older = settings.names(Setting.WEBHOOK_TLS_SUITES_OLDER);
        try {
            ServerTls.requireKnown(older);
        } catch (IllegalArgumentException e) {
            throw settings.refused(Setting.WEBHOOK_TLS_SUITES_OLDER, e.getMessage(), e);
        }
        return Optional.of(new ServerTls(files, settings.milliseconds(Setting.WEBHOOK_TLS_RELOAD_MS), older));
    }

    private void requirePorts(Settings settings) throws IOException {
        // Camel would silently use its default for a port that isn't a number.
        settings.requireNumber(SERVER_PORT, 0, Ports.MAX);
        settings.requireNumber(MANAGEMENT_PORT, 0, Ports.MAX);
        HttpServerConfigurationProperties server = main.configure().httpServer();
        ports.require(server.getHost(), server.getPort(), SERVER_PORT);
        HttpManagementServerConfigurationProperties management = main.configure().httpManagementServer();
        if (management.isEnabled()) {
            ports.require(management.getHost(), management.getPort(), MANAGEMENT_PORT);
        }
    }

    /** Enlarges Reactor's pool, on which messages are handled; by default it is too small on a machine with few cores. */
    private static void letHandlersRun(int callsMax) {
        String size = "reactor.schedulers.defaultBoundedElasticSize";
        if (System.getProperty(size) == null) {
            int byReactor = 10 * java.lang.Runtime.getRuntime().availableProcessors();
            System.setProperty(size, Integer.toString(Math.max(byReactor, callsMax + HANDLERS_SPARE)));
        }
    }

    private void startSandbox(CamelContext context, Settings settings) throws IOException {
        boolean broker = settings.flag(Setting.MCT_ENABLED) && !ServiceBusSettings.isNamed(settings);
        boolean lrs = settings.text(Setting.LRS_URL).isEmpty();
        if ((broker || lrs) && isProduction()) {
            List<String> missing = new ArrayList<>();
            if (broker) {
                missing.add(Setting.SERVICEBUS_NAMESPACE.key() + " or " + Setting.SERVICEBUS_CONNECTION.key());
            }
            if (lrs) {
                missing.add(Setting.LRS_URL.key());
            }
            throw new IllegalArgumentException(
                    "camel.main.profile=%s allows no sandbox; set ".formatted(main.configure().getProfile())
                            + String.join(", and ", missing));
        }
        if (broker) {
            int port = settings.number(Setting.SANDBOX_SERVICEBUS_PORT);
            ports.require(Sandbox.HOST, port, Setting.SANDBOX_SERVICEBUS_PORT.key());
            override(context, Setting.SERVICEBUS_CONNECTION, sandbox.startNamespace(port,
                    settings.text(Setting.SERVICEBUS_TOPIC), settings.text(Setting.SERVICEBUS_SUBSCRIPTION)).connectionString());
        }
        if (lrs) {
            int port = settings.number(Setting.SANDBOX_HTTP_PORT);
            ports.require(Sandbox.HOST, port, Setting.SANDBOX_HTTP_PORT.key());
            sandbox.startHttp(port);
            override(context, Setting.LRS_URL, sandbox.lrsUrl());
            if (settings.text(Setting.LRS_USERNAME).isEmpty()) {
                override(context, Setting.LRS_USERNAME, Sandbox.LRS_USER);
                override(context, Setting.LRS_PASSWORD, GeneratedPassword.ofSandbox(settings.path(Setting.DATA)).orMade());
            }
            sandbox.http().lrs().requires(settings.text(Setting.LRS_USERNAME), settings.text(Setting.LRS_PASSWORD));
        }
    }

    /** Camel knows the profile "prod" only; any profile that begins with it counts as production, so that no sandbox is started. */
    private boolean isProduction() {
        return String.valueOf(main.configure().getProfile()).toLowerCase(Locale.ROOT).startsWith("prod");
    }

    private void override(CamelContext context, Setting setting, String value) {
        overrides.setProperty(setting.key(), value);
        context.getPropertiesComponent().setOverrideProperties(overrides);
    }

    public Serai serai() {
        return serai;
    }

    public Sandbox sandbox() {
        return sandbox;
    }

    public CamelContext context() {
        return main.getCamelContext();
    }

    public Settings settings() {
        return Settings.of(main.getCamelContext());
    }

    /** The webhook's address. */
    public String webhook() {
        HttpServerConfigurationProperties server = main.configure().httpServer();
        return WebhookTarget.address(settings(), server.getHost(), server.getPort()).toString();
    }

    /** The address of the health check. */
    String health() {
        HttpManagementServerConfigurationProperties server = main.configure().httpManagementServer();
        return "http://%s:%s%s".formatted(Ports.inAddress(server.getHost()), server.getPort(),
                (server.getPath() + "/" + server.getHealthPath()).replaceAll("/+", "/"));
    }

    private String described() {
        List<String> parts = new ArrayList<>(List.of("webhook " + webhook()));
        if (main.configure().httpManagementServer().isEnabled()) {
            parts.add("health " + health());
        }
        if (sandbox.namespace() != null) {
            parts.add("sandbox Service Bus namespace amqp://%s:%s (open to everybody on this machine)".formatted(Sandbox.HOST,
                    sandbox.namespace().port()));
        }
        if (sandbox.http() != null) {
            parts.add("sandbox LRS " + sandbox.lrsUrl());
        }
        parts.add("data in " + settings().text(Setting.DATA));
        return String.join(", ", parts);
    }

    /** Whether the start has succeeded. */
    boolean isRunning() {
        return running;
    }

    /** Stops the routes, then everything that they use. */
    @Override
    public void close() {
        main.stop();
        if (serai != null) {
            serai.release();
        }
        sandbox.close();
    }
}
