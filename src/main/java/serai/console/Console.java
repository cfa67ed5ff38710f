package serai.console;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.jspecify.annotations.Nullable;
import serai.console.access.ConsoleUsers;
import serai.console.access.OpenIdProvider;
import serai.console.access.OpenIdSignIn;
import serai.console.access.Role;
import serai.console.access.Sessions;
import serai.console.access.SignIn;
import serai.console.access.Visitor;
import serai.console.flow.FlowReader;
import serai.console.flow.FlowReader.Running;
import serai.console.flow.FlowSnapshot;
import serai.console.flow.MarkerWatch;
import serai.console.pages.AuditLogPages;
import serai.console.pages.DeadLetterForm;
import serai.console.pages.DeadLetterPages;
import serai.console.pages.DeadLetterStream;
import serai.console.pages.HistoryPages;
import serai.console.pages.HistoryStream;
import serai.console.pages.PeoplePages;
import serai.console.pages.RoutePages;
import serai.console.pages.SearchPages;
import serai.console.pages.SignInPages;
import serai.console.routes.RouteFailures;
import serai.console.routes.RouteReader;
import serai.console.view.PageRenderer;
import serai.console.web.PageAnswer;
import serai.console.web.PageFiles;
import serai.console.web.PageRequest;
import serai.console.web.Pages;
import serai.console.web.RequestPolicy;
import serai.console.web.Streams;
import serai.console.web.Streams.Feed;
import serai.installation.Installation;
import serai.journal.JournalReport;
import serai.journal.attempt.Latencies;
import serai.journal.operations.JournalOperations;
import serai.journal.operations.history.CounterWatch;
import serai.threads.SupervisedThread;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/** The operations page of a running Serai: its pages at their paths, and what keeps open windows up to date. */
public final class Console implements AutoCloseable {

    private static final String FLOW = "flow";
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
    /** While no window is open, one of so many looks reads the counters, for the rates. */
    private static final int IDLE_LOOKS = 5;
    private static final int WORKERS = 2;
    private static final int WAITING_MAX = 32;

    private final CamelContext context;
    private final JournalOperations operations;
    private final Clock clock;
    private final PageFiles files = new PageFiles();
    private final PageRenderer renderer = new PageRenderer(files);
    private final FlowReader flow;
    private final CounterWatch sampler;
    private final MarkerWatch markers;
    private final Supplier<Running> running;
    private final RouteFailures failures;
    private final @Nullable OpenIdProvider provider; // null where none is set
    private final SignIn signIn;
    private final Sessions sessions;
    private final RequestPolicy policy;
    private final Streams streams;
    private final Feed<String> flowFeed;
    private final Feed<String> historyFeed;
    private final Feed<DeadLetterForm> letterFeed;
    private final HistoryPages history;
    private final HistoryStream historyStream;
    private final DeadLetterStream letterStream;
    private final ExecutorService workers;
    private @Nullable SupervisedThread looking; // null until it is mounted
    private int looks;

    /**
     * @param exposure   how the page can be reached; on loopback, anybody may see ids and counts
     * @param provider   signs people in, beside the users with passwords; null if none is set
     * @param streamsMax how many windows are kept up to date
     * @param running    what only the delivering process knows
     * @param latencies  how long records took that this process has delivered since its start, by the destination's name
     * @param operations closed with the page
     */
    public Console(CamelContext context, JournalReport journal, ConsoleExposure exposure, ConsoleUsers users,
            @Nullable OpenIdProvider provider, int streamsMax,
            Supplier<Running> running, Supplier<Map<String, Latencies>> latencies, JournalOperations operations, Clock clock) {
        this.context = context;
        this.provider = provider;
        this.operations = operations;
        this.clock = clock;
        this.flow = new FlowReader(journal, context, running, this::firstNoted, clock);
        this.sampler = new CounterWatch(journal, operations::noteCounters, latencies, clock);
        this.markers = new MarkerWatch(operations, clock);
        this.running = running;
        this.failures = new RouteFailures(clock);
        this.sessions = new Sessions(clock);
        this.signIn = new SignIn(users, sessions, clock);
        this.policy = new RequestPolicy(sessions, exposure.loopback(), exposure.secure());
        this.streams = new Streams(streamsMax);
        this.flowFeed = streams.feed();
        this.historyFeed = streams.feed();
        this.letterFeed = streams.feed();
        this.history = new HistoryPages(operations, renderer, clock);
        this.historyStream = new HistoryStream(history, historyFeed, clock);
        this.letterStream = new DeadLetterStream(operations, renderer, letterFeed, clock, LOOK_EVERY);
        this.workers = context.getExecutorServiceManager().newThreadPool(this, "console", profile());
    }

    private static ThreadPoolProfile profile() {
        ThreadPoolProfile profile = new ThreadPoolProfile("console");
        profile.setPoolSize(WORKERS);
        profile.setMaxPoolSize(WORKERS);
        profile.setMaxQueueSize(WAITING_MAX);
        profile.setAllowCoreThreadTimeOut(true);
        profile.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
        return profile;
    }

    /** Puts the pages on the server's router, and starts the thread that looks for changes. */
    public void mount(Router router, Vertx vertx) {
        put(router, vertx);
        looking = SupervisedThread.every("console-flow", Duration.ZERO, LOOK_EVERY, this::look);
    }

    void put(Router router, Vertx vertx) {
        OpenIdSignIn openId = provider == null ? null : new OpenIdSignIn(provider, vertx, sessions, clock);
        SignInPages access = new SignInPages(signIn, openId, sessions, renderer);
        SearchPages find = new SearchPages(operations, renderer);
        DeadLetterPages letters = new DeadLetterPages(operations, renderer, clock);
        RoutePages routes = new RoutePages(new RouteReader(context, failures, running), flow, operations, renderer);
        PeoplePages people = new PeoplePages(context, operations, renderer, clock);
        AuditLogPages audit = new AuditLogPages(operations, renderer);
        ServiceHelper.startService(failures);
        context.getManagementStrategy().addEventNotifier(failures);
        Pages pages = new Pages(router, workers, policy, this::sorry, renderer.texts()::of);
        pages.assets(files)
                .show("/", Role.VIEWER, this::flowPage)
                .stream("/flow/events", Role.VIEWER, flowFeed, asked -> FLOW)
                .show("/find", Role.VIEWER, find::form)
                .ask("/find", Role.VIEWER, find::found)
                .show("/record/*", Role.VIEWER, find::record)
                .show("/dead-letters", Role.VIEWER, letters::list)
                .act("/dead-letters", Role.OPERATOR, letters::decide)
                .stream("/dead-letters/events", Role.VIEWER, letterFeed, DeadLetterStream::subject)
                .show("/dead-letter/*", Role.VIEWER, letters::one)
                .ask("/dead-letter-check", Role.OPERATOR, letters::check)
                .act("/dead-letter-edit", Role.OPERATOR, letters::edit)
                .show("/over-time", Role.VIEWER, history::page)
                .stream("/over-time/events", Role.VIEWER, historyFeed, HistoryPages::span)
                .show("/over-time.json", Role.VIEWER, history::numbers)
                .show("/routes", Role.VIEWER, routes::list)
                .show("/route/*", Role.VIEWER, routes::one)
                .show("/people", Role.VIEWER, people::list)
                .act("/people", Role.OPERATOR, people::decide)
                .show("/audit", Role.OPERATOR, audit::list)
                .show("/audit.ndjson", Role.OPERATOR, audit::export)
                .show("/sign-in", Role.NOBODY, access::form)
                .act("/sign-in", Role.NOBODY, asked -> access.password(pages, asked))
                .show("/sign-in/openid", Role.NOBODY, asked -> access.leave(pages, asked))
                .show(OpenIdProvider.BACK, Role.NOBODY, asked -> access.back(pages, asked))
                .act("/sign-out", Role.VIEWER, asked -> access.out(pages, asked));
    }

    /** Sends what has changed to the open windows, and notes what charts show. */
    void look() {
        streams.beat();
        boolean watched = !flowFeed.subjects().isEmpty();
        if (watched || looks % IDLE_LOOKS == 0) {
            FlowSnapshot now = flow.read();
            if (watched) {
                flowFeed.send(FLOW, FLOW, drawing(now));
            }
            if (now.trouble() == null) {
                markers.look(now, running.get().since());
            }
        }
        looks++;
        letterStream.look();
        sampler.look();
        historyStream.look();
    }

    /** How many windows are kept up to date. */
    int windows() {
        return streams.count();
    }

    private Map<String, Long> firstNoted(Instant from) {
        Map<String, Long> first = new HashMap<>();
        operations.history().since(from, Duration.ofMinutes(1)).forEach(sample -> first.putIfAbsent(sample.name(), sample.done()));
        return first;
    }

    private PageAnswer flowPage(PageRequest asked) {
        return renderer.answer("flow", "flow", Installation.SERAI + " status --watch", asked.visitor(),
                Map.of("flow", flow.read()));
    }

    private String drawing(FlowSnapshot now) {
        return renderer.part("drawing", Map.of("flow", now));
    }

    private String sorry(Visitor visitor, int status, String why, Object... values) {
        return renderer.page("sorry", "sorry", "", visitor,
                Map.of("status", status, "why", renderer.texts().of(why, values)));
    }

    /** Ends all windows and threads. */
    @Override
    public void close() {
        if (looking != null) {
            looking.close(LOOK_EVERY);
        }
        context.getManagementStrategy().removeEventNotifier(failures);
        streams.close();
        operations.close();
        context.getExecutorServiceManager().shutdownNow(workers);
    }
}
