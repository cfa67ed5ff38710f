package serai.cli;

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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.Serai;
import serai.ServiceBus;
import serai.Setting;
import serai.Settings;
import serai.journal.store.DataFolder;
import serai.tls.CertificateFiles;
import serai.webhook.EventLoopHttpEngine;
import serai.webhook.Tls;
import serai.webhook.WebhookServer;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * Serai alone in a process: camel-main with {@code application.properties}, the sandbox for each remote party that is not
 * set, and {@link Serai#addTo}.
 */
final class Runtime implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Runtime.class);

    /** Threads of Reactor's pool for the SDK itself, beside one for each message handled. */
    private static final int HANDLERS_SPARE = 8;

    private final Main main = new Main() {
        @Override
        protected CamelContext createCamelContext() {
            CamelContext context = super.createCamelContext();
            context.getPropertiesComponent().setEncoding("UTF-8"); // as every other file of ours
            return context;
        }
    };
    private final Sandbox sandbox = new Sandbox();
    private final Environment environment = new Environment(System.getenv());
    private final Properties overrides = environment.ports();
    private final Clock clock;
    private Serai serai;

    /** @param overrides settings that hold whatever the environment and the file say */
    Runtime(Properties overrides) {
        this(overrides, Clock.systemUTC());
    }

    /** @param clock the one clock of everything in here */
    Runtime(Properties overrides, Clock clock) {
        this.clock = clock;
        this.overrides.putAll(overrides);
        main.setShutdownStrategy(new SimpleMainShutdownStrategy()); // Camel's other waits at SIGTERM for a loop that we do not run
        main.setDefaultPropertyPlaceholderLocation("file:application.properties;optional=true");
        this.overrides.setProperty("camel.server.enabled", "false"); // the server is our own: see addWebhookServer
        main.setOverrideProperties(this.overrides);
        // Camel's own settings come from the environment after all else, and would hold over what a command fixes.
        main.configure().setAutoConfigurationEnvironmentVariablesEnabled(overrides.isEmpty());
        main.configure().setAutoConfigurationSystemPropertiesEnabled(overrides.isEmpty());
        main.configure().setRoutesIncludePattern("false");
        main.configure().setAutoConfigurationLogSummary(false); // it would log connection strings
        main.addMainListener(new MainListenerSupport() {
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

    /**
     * Returns when the routes run.
     *
     * @throws Exception if they can't; nothing of it runs on
     */
    void start() throws Exception {
        try {
            main.start();
        } catch (Exception e) {
            close();
            throw e;
        }
        LOG.info("Serai is running: {}.", described());
    }

    /** Between reading the settings and starting the routes. */
    private void wire(CamelContext context) throws Exception {
        environment.addTo(context);
        context.getRegistry().bind("clock", clock);
        Settings settings = Settings.of(context);
        settings.require();
        // The folder first: where Serai runs already, its ports are taken too, and the folder is the reason.
        DataFolder.open(settings.path(Setting.DATA)).close();
        requirePorts(context);
        addWebhookServer(context, settings);
        context.getRegistry().bind(PlatformHttpConstants.PLATFORM_HTTP_ENGINE_NAME, PlatformHttpEngine.class,
                new EventLoopHttpEngine());
        letHandlersRun(settings.number(Setting.SERVICEBUS_CALLS_MAX));
        startSandbox(context, settings);
        serai = Serai.addTo(context);
        introduceSandbox(settings);
    }

    /** Tells the stand-in for Praesidium where to publish, and how it signs in there. */
    private void introduceSandbox(Settings settings) throws IOException {
        if (sandbox.http() != null) {
            Login.find(settings).ifPresent(login ->
                    sandbox.http().praesidium().publishesTo(URI.create(webhook()), login.username(), login.password()));
        }
    }

    private void addWebhookServer(CamelContext context, Settings settings) throws Exception {
        HttpServerConfigurationProperties configured = main.configure().httpServer();
        VertxPlatformHttpServerConfiguration server = new VertxPlatformHttpServerConfiguration();
        server.setBindHost(configured.getHost());
        server.setBindPort(configured.getPort());
        server.setMaxBodySize(configured.getMaxBodySize());
        // With a second port in the process, the routes' engine has to find which one is theirs.
        context.getRegistry().bind("webhookServer", server);
        context.addService(new WebhookServer(server, Set.of(settings.text(Setting.PRAESIDIUM_PATH)),
                settings.number(Setting.WEBHOOK_CONNECTIONS_MAX), settings.milliseconds(Setting.WEBHOOK_RECEIVE_MAX_MS),
                tls(settings)));
    }

    private static Optional<Tls> tls(Settings settings) {
        if (settings.text(Setting.WEBHOOK_TLS_CERTIFICATE).isEmpty()) {
            return Optional.empty();
        }
        boolean keyApart = !settings.text(Setting.WEBHOOK_TLS_KEY).isEmpty();
        return Optional.of(new Tls(new CertificateFiles(settings.path(Setting.WEBHOOK_TLS_CERTIFICATE),
                keyApart ? Optional.of(settings.path(Setting.WEBHOOK_TLS_KEY)) : Optional.empty(),
                settings.text(Setting.WEBHOOK_TLS_PASSWORD)), settings.milliseconds(Setting.WEBHOOK_TLS_RELOAD_MS)));
    }

    private void requirePorts(CamelContext context) throws IOException {
        requirePort(context, "camel.server.port");
        requirePort(context, "camel.management.port");
        HttpServerConfigurationProperties server = main.configure().httpServer();
        Ports.require(server.getHost(), server.getPort(), "camel.server.port");
        HttpManagementServerConfigurationProperties management = main.configure().httpManagementServer();
        if (management.isEnabled()) {
            Ports.require(management.getHost(), management.getPort(), "camel.management.port");
        }
    }

    /** Camel takes its own default for a port that is no number, without a word. */
    private static void requirePort(CamelContext context, String setting) {
        context.getPropertiesComponent().resolveProperty(setting).filter(text -> !Ports.isPort(text)).ifPresent(text -> {
            throw new IllegalArgumentException("%s=%s: must be the number of a port, from 0 to %d"
                    .formatted(setting, text, Ports.MAX));
        });
    }

    /** Handlers of messages run on Reactor's pool, which is by default too small on a machine with few cores. */
    private static void letHandlersRun(int callsMax) {
        String size = "reactor.schedulers.defaultBoundedElasticSize";
        if (System.getProperty(size) == null) {
            int byReactor = 10 * java.lang.Runtime.getRuntime().availableProcessors();
            System.setProperty(size, Integer.toString(Math.max(byReactor, callsMax + HANDLERS_SPARE)));
        }
    }

    private void startSandbox(CamelContext context, Settings settings) throws IOException {
        boolean broker = settings.flag(Setting.MCT_ENABLED) && !ServiceBus.isNamed(settings);
        boolean lrs = settings.text(Setting.LRS_URL).isEmpty();
        if ((broker || lrs) && "prod".equals(main.configure().getProfile())) {
            List<String> missing = new ArrayList<>();
            if (broker) {
                missing.add(Setting.SERVICEBUS_NAMESPACE.key() + " or " + Setting.SERVICEBUS_CONNECTION.key());
            }
            if (lrs) {
                missing.add(Setting.LRS_URL.key());
            }
            throw new IllegalArgumentException("camel.main.profile=prod allows no sandbox; set "
                    + String.join(", and ", missing));
        }
        if (broker) {
            int port = settings.number(Setting.SANDBOX_SERVICEBUS_PORT);
            Ports.require(Sandbox.HOST, port, Setting.SANDBOX_SERVICEBUS_PORT.key());
            override(context, Setting.SERVICEBUS_CONNECTION, sandbox.startNamespace(port,
                    settings.text(Setting.SERVICEBUS_TOPIC), settings.text(Setting.SERVICEBUS_SUBSCRIPTION)).connectionString());
        }
        if (lrs) {
            int port = settings.number(Setting.SANDBOX_HTTP_PORT);
            Ports.require(Sandbox.HOST, port, Setting.SANDBOX_HTTP_PORT.key());
            sandbox.startHttp(port);
            override(context, Setting.LRS_URL, sandbox.lrsUrl());
        }
    }

    private void override(CamelContext context, Setting setting, String value) {
        overrides.setProperty(setting.key(), value);
        context.getPropertiesComponent().setOverrideProperties(overrides);
    }

    Serai serai() {
        return serai;
    }

    Sandbox sandbox() {
        return sandbox;
    }

    CamelContext context() {
        return main.getCamelContext();
    }

    Settings settings() {
        return Settings.of(main.getCamelContext());
    }

    /** Where the webhook is. */
    String webhook() {
        HttpServerConfigurationProperties server = main.configure().httpServer();
        return Webhook.address(settings(), server.getHost(), server.getPort()).toString();
    }

    /** Where it is told whether everything works. */
    String health() {
        HttpManagementServerConfigurationProperties server = main.configure().httpManagementServer();
        return "http://%s:%d%s".formatted(server.getHost(), server.getPort(),
                (server.getPath() + "/" + server.getHealthPath()).replaceAll("/+", "/"));
    }

    private String described() {
        List<String> parts = new ArrayList<>(List.of("webhook " + webhook()));
        if (main.configure().httpManagementServer().isEnabled()) {
            parts.add("health " + health());
        }
        if (sandbox.namespace() != null) {
            parts.add("sandbox Service Bus namespace amqp://%s:%d".formatted(Sandbox.HOST, sandbox.namespace().port()));
        }
        if (sandbox.http() != null) {
            parts.add("sandbox LRS " + sandbox.lrsUrl());
        }
        parts.add("data in " + settings().text(Setting.DATA));
        return String.join(", ", parts);
    }

    /** Stops the routes, then what they stand on. */
    @Override
    public void close() {
        main.stop();
        sandbox.close();
    }
}
