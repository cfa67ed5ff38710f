package serai.cli.run;

import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.HttpManagementServerConfigurationProperties;
import org.apache.camel.main.HttpServerConfigurationProperties;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.apache.camel.spi.EndpointStrategy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.Serai;
import serai.cli.publish.Sandbox;
import serai.cli.publish.WebhookTarget;
import serai.cli.terminal.Environment;
import serai.cli.terminal.Logging;
import serai.cli.terminal.Ports;
import serai.cli.terminal.RequestedPorts;
import serai.cli.terminal.StoredSettings;
import serai.console.Console;
import serai.journal.sqlite.files.DataFolder;
import serai.reload.ConfigurationWatch;
import serai.reload.Reload;
import serai.reload.ReloadableContext;
import serai.settings.Settings;
import serai.settings.SettingsCheck;
import serai.settings.known.LogSetting;
import serai.settings.known.RuntimeSetting;
import serai.settings.known.ServiceBusSetting;
import serai.webhook.IntakeGate;
import serai.webhook.connections.RefusedConnections;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/**
 * Runs Serai alone in a process: camel-main with {@code application.properties}, the sandbox for each remote party that is not
 * set, and {@link Serai#addTo}.
 */
public final class StandaloneRuntime implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StandaloneRuntime.class);

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
    private final IntakeGate gate = new IntakeGate();
    private @Nullable Serai serai; // null before the start
    private @Nullable ConfigurationWatch watch; // null before the routes run
    private @Nullable ConfiguredConsole configuredConsole; // null before the settings are read
    private @Nullable Console console; // null before the routes run, and if there is to be none
    private Optional<Runnable> endOfTraces = Optional.empty();
    private volatile boolean running;

    /** @param overrides settings that take precedence over the environment and the file */
    public StandaloneRuntime(Properties overrides) {
        this(overrides, Clock.systemUTC());
    }

    /** @param clock the clock of all parts of this runtime */
    public StandaloneRuntime(Properties overrides, Clock clock) {
        this.clock = clock;
        this.overrides.putAll(overrides);
        main.setDefaultPropertyPlaceholderLocation(StoredSettings.FILE);
        this.overrides.setProperty("camel.server.enabled", "false"); // Serai starts its own server: see ConfiguredWebhook
        main.setOverrideProperties(this.overrides);
        main.bind("managementServerFactory", new BoundedManagement(refusedByManagement));
        // Camel would apply its own settings from the environment last, and so override what a command sets.
        boolean camelsToo = overrides.stringPropertyNames().stream().noneMatch(key -> key.startsWith("camel."));
        main.configure().setAutoConfigurationEnvironmentVariablesEnabled(camelsToo);
        main.configure().setAutoConfigurationSystemPropertiesEnabled(camelsToo);
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
    StandaloneRuntime within(EndpointStrategy bounds) {
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
            watch = EditedConfiguration.watch(context(), gate, serai().journal(), overrides, clock);
            console = Objects.requireNonNull(configuredConsole).begin(context(), serai(), webhook(), clock).orElse(null);
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
        if (settings.text(LogSetting.FORMAT).equals("json")) {
            Logging.printJson();
        }
        settings.requireNumber("camel.main.shutdownTimeout", 1, STOP_SECONDS_MAX);
        settings.requireNumber("camel.server.maxBodySize", 1, Integer.MAX_VALUE);
        // The folder is checked before the ports: if Serai already runs here, both are in use, and the folder's message names
        // the cause.
        DataFolder.open(settings.path(RuntimeSetting.DATA), settings.trust()).close();
        requirePorts(settings);
        configuredConsole = new ConfiguredConsole(main.configure().httpManagementServer(), settings);
        new ConfiguredWebhook(main.configure().httpServer(), settings, gate).addTo(context, refusedByManagement);
        endOfTraces = ConfiguredTraces.addTo(context, System.getenv());
        ReloadableContext.prepare(context, gate);
        letHandlersRun(settings.number(ServiceBusSetting.CALLS_MAX));
        SandboxStart start = new SandboxStart(sandbox, ports, overrides);
        start.start(context, settings, main.configure().getProfile());
        LogSteps.print(context);
        serai = Serai.addAlone(context, bounds);
        start.introduce(settings, URI.create(webhook()));
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
            int byReactor = 10 * Runtime.getRuntime().availableProcessors();
            System.setProperty(size, Integer.toString(Math.max(byReactor, callsMax + HANDLERS_SPARE)));
        }
    }

    public Serai serai() {
        return Objects.requireNonNull(serai, "Serai is not started");
    }

    /** Takes an edited configuration over. */
    public Reload reload() {
        return Objects.requireNonNull(watch, "Serai is not started").reload();
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
        if (console != null && configuredConsole != null) {
            parts.add("operations page " + configuredConsole.address());
        }
        if (sandbox.namespace() != null) {
            parts.add("sandbox Service Bus namespace amqp://%s:%s (open to everybody on this machine)".formatted(Sandbox.HOST,
                    sandbox.namespace().port()));
        }
        if (sandbox.http() != null) {
            parts.add("sandbox LRS " + sandbox.lrsUrl());
        }
        parts.add("data in " + settings().text(RuntimeSetting.DATA));
        return String.join(", ", parts);
    }

    /** Whether the start has succeeded. */
    boolean isRunning() {
        return running;
    }

    /** Stops the routes, then everything that they use. */
    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
        if (console != null) {
            console.close();
        }
        main.stop();
        if (serai != null) {
            serai.close();
        }
        sandbox.close();
        endOfTraces.ifPresent(Runnable::run);
    }
}
