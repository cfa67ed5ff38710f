package serai.rehearsal;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Route;
import org.apache.camel.spi.EndpointStrategy;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.jspecify.annotations.Nullable;
import serai.formats.template.TemplateEndpoints;
import serai.journal.JournalWriter;
import serai.journal.UnkeptEventException;
import serai.journal.UnreportedInbox;
import serai.journal.camel.JournalEndpoint;
import serai.journal.camel.RetrySettings;
import serai.journal.delivery.retry.RetryPolicy;
import serai.journal.store.Failure;
import serai.model.LearningRecord;
import serai.model.Platform;
import serai.model.ShowableMessage;
import serai.rehearsal.IntakeResult.Outcome;
import serai.rehearsal.RehearsedInbox.Kept;
import serai.rehearsal.outside.Answer;
import serai.rehearsal.outside.ExternalEndpoints;
import serai.rehearsal.outside.Requests;
import serai.rehearsal.outside.StepTrace;
import serai.settings.ServiceBusSettings;
import serai.settings.Settings;
import serai.settings.known.LrsSetting;
import serai.settings.known.MctSetting;
import serai.settings.known.SandboxSetting;
import serai.settings.known.ServiceBusSetting;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Runs a configuration without input or output: its routes are as they are, but every endpoint that would leave the process
 * records what it is given, and no consumer receives anything. Nothing is stored and no connection is made. Beans of the
 * user's own run as they are.
 *
 * <p>Time stands still, except where Serai would wait for the next attempt. Not safe for use by several threads.
 */
public final class Rehearsal implements AutoCloseable {

    /** The logger of the journal's lines. Commands silence it, because a rehearsal's result tells the same. */
    public static final String LOGGER = "serai.journal";

    private static final String ROUTER = "direct:router";
    private static final String LOOPBACK = "127.0.0.1";
    private static final int REFUSED = 400;

    private final CamelContext context;
    private final Settings settings;
    private final Instant begin;
    private final SteppedClock clock;
    private final StepTrace trail = new StepTrace();
    private final Requests requests = new Requests(trail);
    private final RehearsedInbox inbox;
    private final RetryPolicy policy;
    private final IsolatedRoutes routes;
    private final SourceRoutes sources;

    private Rehearsal(CamelContext context, Instant now, RouteChoice choice) throws Exception {
        this.context = context;
        this.begin = now;
        this.settings = Settings.of(context);
        this.clock = new SteppedClock(now, ZoneOffset.UTC);
        setRemoteParties();
        this.inbox = new RehearsedInbox(settings.hours(MctSetting.REDRAW_WINDOW_HOURS));
        this.policy = RetrySettings.policy(settings, () -> () -> 0L); // waits are as long as they can be
        JournalWriter journal = new UnreportedInbox(inbox);
        StandInBeans.bind(context.getRegistry(), settings, journal);
        context.getCamelContextExtension().addInterceptStrategy(trail);
        context.getCamelContextExtension().registerEndpointCallback(endpoints());
        this.routes = new IsolatedRoutes(context, files(choice), journal, clock);
        this.sources = new SourceRoutes(context);
    }

    /**
     * Loads the routes that the context's settings name, and makes them ready.
     *
     * @param context with settings and without routes; not started. It belongs to the rehearsal from now on
     * @param now     the time at which the rehearsal begins
     * @throws Exception if the routes can't be built; the context is stopped then
     */
    public static Rehearsal of(CamelContext context, Instant now) throws Exception {
        return of(context, now, RouteChoice.ALL);
    }

    /** As {@link #of(CamelContext, Instant)}, with other files of routes than all that the settings name. */
    public static Rehearsal of(CamelContext context, Instant now, RouteChoice choice) throws Exception {
        try {
            return new Rehearsal(context, now, choice);
        } catch (Exception e) {
            context.stop();
            throw e;
        }
    }

    /** Has templates parsed as at a start, and endpoints that lead outside replaced. */
    private EndpointStrategy endpoints() {
        EndpointStrategy parsed = new TemplateEndpoints();
        EndpointStrategy outside = new ExternalEndpoints(requests);
        return (uri, endpoint) -> outside.registerEndpoint(uri, parsed.registerEndpoint(uri, endpoint));
    }

    /** Sets each remote party that is not configured to the sandbox on this machine, as {@code ./serai run} does. */
    private void setRemoteParties() {
        PropertiesComponent properties = context.getPropertiesComponent();
        if (!ServiceBusSettings.isNamed(settings)) {
            properties.addOverrideProperty(ServiceBusSetting.CONNECTION.key(), "Endpoint=sb://" + LOOPBACK
                    + ";SharedAccessKeyName=sandbox;SharedAccessKey=sandbox;UseDevelopmentEmulator=true");
        }
        if (settings.text(LrsSetting.URL).isEmpty()) {
            properties.addOverrideProperty(LrsSetting.URL.key(),
                    "http://%s:%s/lrs".formatted(LOOPBACK, settings.number(SandboxSetting.HTTP_PORT)));
            if (settings.text(LrsSetting.USERNAME).isEmpty()) {
                properties.addOverrideProperty(LrsSetting.USERNAME.key(), "sandbox");
                properties.addOverrideProperty(LrsSetting.PASSWORD.key(), "sandbox");
            }
        }
    }

    private Collection<Resource> files(RouteChoice choice) throws Exception {
        Collection<Resource> known = settings.requiredRoutes();
        List<Resource> files = new ArrayList<>();
        for (Resource file : known) {
            if (!choice.leavesOut(file)) {
                files.add(file);
            }
        }
        for (Path file : choice.more()) {
            Resource other = PluginHelper.getResourceLoader(context).resolveResource("file:" + file);
            if (known.stream().noneMatch(one -> one.getLocation().endsWith("/" + file.getFileName())) && !choice.leavesOut(other)) {
                files.add(other);
            }
        }
        return files;
    }

    /** Begins anew: no event is known, nothing is scripted, and it is the time at which the rehearsal began. */
    public void forget() {
        inbox.forget();
        requests.answer(List.of());
        clock.set(begin);
    }

    /** The settings of the configuration. */
    public Settings settings() {
        return settings;
    }

    /** The names of the destinations that routes read, sorted. */
    public Set<String> destinations() {
        Set<String> names = new TreeSet<>();
        routes.all().stream().filter(route -> route.getEndpoint() instanceof JournalEndpoint)
                .forEach(route -> names.addAll(((JournalEndpoint) route.getEndpoint()).destinations()));
        return names;
    }

    /**
     * Takes in an event as its platform's source does.
     *
     * @param payload as the platform sends it
     * @throws IllegalArgumentException if no route takes in events of that platform
     */
    public IntakeResult takeIn(Platform platform, byte[] payload) {
        Route route = sources.of(platform);
        boolean isWebhook = route.getEndpoint().getExchangePattern().isOutCapable();
        return run(route, message -> {
            message.setBody(payload);
            if (isWebhook) {
                message.setHeader(Exchange.CONTENT_TYPE, "application/json");
                message.setHeader(Exchange.HTTP_METHOD, "POST");
            }
        }, false);
    }

    /**
     * Gives the router a record that was taken in before.
     *
     * @throws IllegalArgumentException if no route reads {@code direct:router}
     */
    public IntakeResult route(LearningRecord record) {
        Route router = routes.reading(ROUTER)
                .orElseThrow(() -> new IllegalArgumentException("no route reads " + ROUTER + ", which gets every record"));
        return run(router, message -> {
            message.setBody(record);
            message.setHeader("type", record.type());
        }, true);
    }

    private IntakeResult run(Route route, Consumer<Message> given, boolean recordAsItIs) {
        inbox.begin(recordAsItIs);
        trail.begin();
        IntakeResult result = routes.run(route, given, this::result);
        requests.taken(); // what a source's route sends is no delivery
        return result;
    }

    private IntakeResult result(Exchange exchange) {
        Throwable failure = exchange.getException() != null ? exchange.getException()
                : exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        Integer answered = exchange.getPattern().isOutCapable()
                ? exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class) : null;
        int status = answered == null ? 0 : answered;
        String body = status == 0 ? "" : Objects.requireNonNullElse(exchange.getMessage().getBody(String.class), "");
        List<Kept> kept = inbox.kept();
        if (failure != null && (kept.isEmpty() || status >= REFUSED)) {
            Outcome outcome = failure instanceof UnkeptEventException ? Outcome.UNKEPT : Outcome.REFUSED;
            return new IntakeResult(outcome, trail.record(), Set.of(), null, trail.steps(), status, body, reason(failure));
        }
        if (kept.isEmpty()) {
            return new IntakeResult(inbox.hasFiltered() ? Outcome.FILTERED : Outcome.UNKEPT, trail.record(), Set.of(), null,
                    trail.steps(), status, body, inbox.hasFiltered() ? null : "the routes name no destination for it");
        }
        Kept last = kept.get(kept.size() - 1);
        Set<String> named = new TreeSet<>(last.destinations());
        boolean unrouted = named.remove(JournalWriter.UNROUTED) && named.isEmpty();
        return new IntakeResult(unrouted ? Outcome.UNROUTED : Outcome.ROUTED, last.record(), named, last.appended(),
                trail.steps(), status, body, null);
    }

    private static String reason(Throwable failure) {
        return ShowableMessage.of(failure).orElseGet(() -> Failure.inOneLine(failure));
    }

    /** Has endpoints answer the next requests in this way, in order; the last answer holds for all further ones. */
    public void answer(List<Answer> answers) {
        requests.answer(answers);
    }

    /**
     * Delivers records to a destination, as the journal would: in batches of one key, again after a failure that may pass, and
     * in halves after a refusal. The waits between the attempts take no time.
     */
    public DeliveryResult deliver(String destination, List<LearningRecord> records) {
        return deliver(destination, records, false);
    }

    /** As {@link #deliver}, but every attempt is a repeat, also the first, as after a start or a failure. */
    public DeliveryResult deliverAgain(String destination, List<LearningRecord> records) {
        return deliver(destination, records, true);
    }

    private DeliveryResult deliver(String destination, List<LearningRecord> records, boolean again) {
        @Nullable
        Route route = routes.all().stream()
                .filter(one -> one.getEndpoint() instanceof JournalEndpoint journal && journal.destinations().contains(destination))
                .findFirst().orElse(null);
        return route == null ? new DeliveryResult(destination, null, records, List.of(), List.of(), null, null)
                : new DestinationRehearsal(route, trail, requests, clock).deliver(destination, records, policy, again);
    }

    @Override
    public void close() {
        routes.close();
    }
}
