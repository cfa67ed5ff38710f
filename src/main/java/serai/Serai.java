package serai;

import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.model.Model;
import org.apache.camel.spi.EndpointStrategy;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.jspecify.annotations.Nullable;
import serai.alerts.AlertComponent;
import serai.check.CleartextSettings;
import serai.check.Configuration;
import serai.check.rules.Rules;
import serai.destinations.InsecureConnectionsHealthCheck;
import serai.destinations.VerifiedConnections;
import serai.destinations.http.BoundedAnswers;
import serai.formats.template.TemplateEndpoints;
import serai.journal.Balance;
import serai.journal.JournalReport;
import serai.journal.JournalWriter;
import serai.journal.UnreportedInbox;
import serai.journal.camel.JournalComponent;
import serai.journal.camel.RetrySettings;
import serai.journal.camel.UnkeptEvents;
import serai.journal.camel.health.JournalHealthCheck;
import serai.journal.camel.health.JournalMetrics;
import serai.journal.camel.health.ProcessStatusWriter;
import serai.journal.camel.health.SourceShareHealthCheck;
import serai.journal.camel.health.StallHealthCheck;
import serai.journal.camel.health.StallWatch;
import serai.journal.camel.health.UnkeptHealthCheck;
import serai.journal.operations.JournalOperations;
import serai.journal.store.Journal;
import serai.model.FailureText;
import serai.passwords.GeneratedPassword;
import serai.settings.ContextClock;
import serai.settings.Settings;
import serai.settings.SettingsCheck;
import serai.settings.known.DeliverySetting;
import serai.settings.known.MctSetting;
import serai.settings.known.OwnRouteSetting;
import serai.settings.known.PraesidiumSetting;
import serai.settings.known.RuntimeSetting;
import serai.steps.StepLog;
import serai.threads.FirstStartup;
import serai.tls.InsecureConnections;
import serai.webhook.HostedConsumer;
import serai.webhook.authentication.EarlierSignIns;
import serai.webhook.authentication.Users;

import java.io.IOException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

import static serai.installation.Installation.SERAI;

/**
 * Runs Serai in a host's CamelContext. It adds the journal and its health checks, the component {@code journal:}, the beans
 * that the routes name, and the routes.
 *
 * <pre>{@code
 * CamelContext context = new DefaultCamelContext();
 * context.getPropertiesComponent().addInitialProperty("serai.data", "/var/lib/serai");
 * Serai.addTo(context);
 * context.start();
 * }</pre>
 */
public final class Serai implements AutoCloseable {

    private static final Pattern SAME_CONFIGURATION = Pattern.compile("Route configuration already exists with id: (.*)");

    private final CamelContext context;
    private final OpenJournal open;
    private final RegisteredParts additions;
    private @Nullable OrderedEndpointStrategies bounds; // null if adding has failed before it

    private Serai(CamelContext context, OpenJournal open) {
        this.context = context;
        this.open = open;
        this.additions = new RegisteredParts(context);
    }

    /**
     * Adds Serai to a context, started or not. Serai locks the data folder and opens the journal, and releases both when the
     * context stops. After an exception the journal is closed and the folder unlocked. Serai takes the time from the
     * {@link Clock} in the context's registry, if there is one.
     *
     * @throws IOException                                  if the data folder can't be used
     * @throws serai.journal.JournalUnavailableException    if the journal can't be opened
     * @throws IllegalArgumentException                     if a setting can't be used or is unknown, if no route is found, or
     *                                                      if records are pending for a destination that no route reads
     * @throws Exception                                    if a route can't be built; the message names it
     */
    public static Serai addTo(CamelContext context) throws Exception {
        return add(context, (uri, endpoint) -> endpoint, false);
    }

    /**
     * As {@link #addTo}, for a context in which only Serai has endpoints. Serai's rules then hold for all HTTP and Kafka
     * endpoints: answers are bounded, and connections to other machines are encrypted unless a setting allows cleartext.
     *
     * @param bounds applied to each endpoint before Serai's own rules
     */
    public static Serai addAlone(CamelContext context, EndpointStrategy bounds) throws Exception {
        return add(context, bounds, true);
    }

    /**
     * Adds to a context that will not be started all that routes need to be built, as {@link #addAlone} would, but no routes, no
     * journal and no data folder. Nothing is opened, written or started.
     *
     * @throws serai.settings.InvalidSettingException if a setting can't be used; nothing was added then
     * @throws IOException                            never: no password is made
     */
    public static void prepare(CamelContext context) throws IOException {
        Settings settings = Settings.of(context);
        Users publishers = Publishers.of(settings, () -> "a password that nobody has");
        Clock clock = ContextClock.bind(context);
        JournalWriter journal = new UnreportedInbox(new UnusedInbox());
        context.addComponent("journal", JournalComponent.withoutDeliveries(journal, clock));
        AlertComponent.addIdleTo(context);
        context.getRegistry().bind("seraiJournal", journal);
        RouteBeans beans = new RouteBeans(context.getRegistry(), settings);
        beans.bindSteps(publishers, journal);
        beans.bindPolicies(clock);
        bounds(settings, new InsecureConnections(), (uri, endpoint) -> endpoint, true).addTo(context);
    }

    private static Serai add(CamelContext context, EndpointStrategy bounds, boolean alone) throws Exception {
        if (context.hasComponent("journal") != null) {
            throw new IllegalStateException("this context has Serai already, or a component journal of the host's; "
                    + "close the other Serai first, or use a context of its own");
        }
        Settings settings = Settings.of(context);
        new SettingsCheck(context).require();
        InsecureConnections insecure = new InsecureConnections();
        new CleartextSettings(settings).require(insecure);
        Clock clock = ContextClock.bind(context);
        Serai serai = new Serai(context, OpenJournal.of(settings, clock));
        try {
            serai.add(settings, clock, insecure, bounds, alone);
        } catch (Exception e) {
            try {
                serai.close();
            } catch (RuntimeException after) {
                e.addSuppressed(after);
            }
            throw e;
        }
        return serai;
    }

    private void add(Settings settings, Clock clock, InsecureConnections insecure, EndpointStrategy more, boolean alone)
            throws Exception {
        Journal journal = open.journal();
        // Camel stops services in the reverse order of their addition: the routes first, then the journal that they use.
        context.addService(open, true, true);
        journal.fix("source.mct", MctSetting.SOURCE.key(), settings.text(MctSetting.SOURCE));
        journal.fix("source.praesidium", PraesidiumSetting.SOURCE.key(), settings.text(PraesidiumSetting.SOURCE));
        JournalComponent component = new JournalComponent(journal, journal, new UnkeptEvents(journal, journal.unkept()),
                RetrySettings.policy(settings, ThreadLocalRandom::current), clock);
        StallWatch stalls = new StallWatch(open.report(), journal, component.deliveries(), clock,
                settings.milliseconds(DeliverySetting.STALLED_MS));
        open.tellsBy(new ProcessStatusWriter(open.folder().path(), stalls, clock));
        context.addComponent("journal", component);
        new ConfiguredAlerts(context, settings, open, stalls, clock).add();
        addHealthChecks(context, open, stalls, component.unkept(), insecure);
        FirstStartup.of(context, new JournalMetrics(open.report(), stalls, component, alone));
        RouteBeans beans = new RouteBeans(context.getRegistry(), settings);
        additions.note(beans.bound());
        beans.bind("seraiJournal", open.report());
        beans.bind("earlierSignIns", EarlierSignIns.in(open.folder().path()));
        beans.bindSteps(Publishers.of(settings, () -> GeneratedPassword.ofWebhook(open.folder().path()).orMade()), journal);
        beans.bindPolicies(clock);
        PeopleRefresh.addTo(context, settings, open, beans, clock);
        bounds = bounds(settings, insecure, more, alone).addTo(context);
        StepLog.addTo(context);
        additions.note(() -> addRoutes(context, settings));
        Map<String, Balance> balances = journal.balances();
        Configuration configuration = new Configuration(context, balances.keySet(), alone, null);
        Rules.require(configuration);
        balances.forEach((name, balance) -> requireReader(configuration, name, balance));
    }

    /**
     * Stops Serai's routes, takes all that {@link #addTo} has added out of the context, closes the journal and unlocks the data
     * folder. The host's own routes go on, and Serai can be added again. If the context has stopped, or has failed to start, only
     * the journal is closed. A second call does nothing.
     *
     * @throws RuntimeException if a part can't be stopped; the journal is closed all the same
     */
    @Override
    public void close() {
        try {
            if (bounds != null) {
                bounds.end();
            }
            if (!open.isStopped() && !context.isStopping() && !context.isStopped()) {
                additions.remove();
                context.removeService(open);
            }
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeCamelException(e);
        } finally {
            open.stop();
        }
    }

    /** A read-only view of the journal: balances, and where records are. The journal is closed when the context stops. */
    public JournalReport journal() {
        return open.report();
    }

    /**
     * Opens what operators can do, as on the command line: retry, edit and drop dead letters, replay records, resume
     * destinations. A change is durable when its call returns, and deliveries act on it within about a second. The object has
     * connections of its own, and the caller closes it.
     *
     * @throws serai.journal.JournalUnavailableException if the journal can't be opened
     */
    public JournalOperations operations() {
        return open.operations();
    }

    private static void addHealthChecks(CamelContext context, OpenJournal open, StallWatch stalls, UnkeptEvents unkept,
            InsecureConnections insecure) {
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        if (registry != null) { // null if the host has no health checks
            registry.register(new JournalHealthCheck(open.report()));
            registry.register(new SourceShareHealthCheck(open.report()));
            registry.register(StallHealthCheck.here(stalls, !open.isShared()));
            registry.register(StallHealthCheck.elsewhere(stalls));
            registry.register(new UnkeptHealthCheck(unkept));
            registry.register(new InsecureConnectionsHealthCheck(insecure));
        }
    }

    private static OrderedEndpointStrategies bounds(Settings settings, InsecureConnections insecure, EndpointStrategy first,
            boolean alone) {
        EndpointStrategy verified = new VerifiedConnections(insecure,
                new VerifiedConnections.Lets(settings.flag(OwnRouteSetting.HTTP_INSECURE),
                        settings.flag(OwnRouteSetting.KAFKA_INSECURE),
                        settings.flag(OwnRouteSetting.FTP_INSECURE), settings.flag(OwnRouteSetting.MAIL_INSECURE)),
                alone);
        EndpointStrategy bounded = new BoundedAnswers(alone);
        EndpointStrategy parsed = alone ? new TemplateEndpoints() : (uri, endpoint) -> endpoint;
        return new OrderedEndpointStrategies(List.of(first, verified, bounded, parsed));
    }

    private static void requireReader(Configuration configuration, String name, Balance balance) {
        if (balance.pending() > 0 && !name.equals(JournalWriter.UNROUTED) && !configuration.read().contains(name)) {
            throw new IllegalArgumentException(("records are pending for '%s' (%s), and no route reads journal:%s; "
                    + "put that route back, or drop these records: " + SERAI + " destinations drop %s --why \"…\"")
                    .formatted(name, balance.pending(), name, name));
        }
    }

    private static void addRoutes(CamelContext context, Settings settings) throws Exception {
        String consumer = settings.text(PraesidiumSetting.CONSUMER);
        if (!consumer.isEmpty()) {
            context.getCamelContextExtension().getContextPlugin(Model.class)
                    .addModelLifecycleStrategy(new HostedConsumer(context, settings.text(PraesidiumSetting.PATH), consumer));
        }
        Collection<Resource> routes = settings.requiredRoutes();
        try {
            PluginHelper.getRoutesLoader(context).loadRoutes(routes);
        } catch (IllegalArgumentException e) {
            throw SAME_CONFIGURATION.matcher(String.valueOf(e.getMessage())).matches() ? twice(settings, e) : e;
        } catch (LinkageError e) { // of a bean's class that is here, while what it needs is not
            throw new IllegalArgumentException(
                    ("a class that a bean needs is missing (%s); " + SERAI + " check names the bean, and the library to add")
                            .formatted(FailureText.innermostLine(e)),
                    e);
        }
    }

    /** Camel's message names no file. The likely cause is an errors.camel.yaml from before it was split into three files. */
    private static IllegalArgumentException twice(Settings settings, IllegalArgumentException cause) {
        return new IllegalArgumentException(("two files at %s have the routeConfiguration %s; keep one. errors.camel.yaml is now "
                + "errors-webhook, errors-broker and errors-delivery.camel.yaml: move your changes there, and delete "
                + "errors.camel.yaml").formatted(settings.text(RuntimeSetting.ROUTES),
                        SAME_CONFIGURATION.matcher(cause.getMessage()).replaceFirst("$1")),
                cause);
    }
}
