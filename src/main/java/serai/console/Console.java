package serai.console;

import io.vertx.ext.web.Router;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.jspecify.annotations.Nullable;
import serai.console.access.ConsoleUsers;
import serai.console.access.Role;
import serai.console.access.Sessions;
import serai.console.access.SignIn;
import serai.console.access.Visitor;
import serai.console.flow.FlowReader;
import serai.console.flow.FlowReader.Running;
import serai.console.flow.FlowSnapshot;
import serai.console.pages.AuditLogPages;
import serai.console.pages.DeadLetterPages;
import serai.console.pages.HistoryPages;
import serai.console.pages.SearchPages;
import serai.console.view.PageRenderer;
import serai.console.web.Gate;
import serai.console.web.PageAnswer;
import serai.console.web.PageFiles;
import serai.console.web.PageRequest;
import serai.console.web.Pages;
import serai.console.web.Streams;
import serai.installation.Installation;
import serai.journal.JournalReport;
import serai.journal.operations.JournalOperations;
import serai.journal.operations.history.CounterWatch;
import serai.threads.SupervisedThread;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/** The operations page of a running Serai: its pages at their paths, and what keeps open windows up to date. */
public final class Console implements AutoCloseable {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
    /** A window that nothing was sent to is sent a sign of life after that many looks. */
    private static final int PULSE = 8;
    /** While no window is open, only each such look reads the counters, for the rates. */
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
    private final SignIn signIn;
    private final Sessions sessions;
    private final Gate gate;
    private final Streams streams;
    private final ExecutorService workers;
    private @Nullable SupervisedThread looking; // null until it is mounted
    private int looks;

    /**
     * @param place      on loopback whoever asks may see ids and counts
     * @param streamsMax how many windows are kept up to date
     * @param running    what only the delivering process knows
     * @param operations closed with the page
     */
    public Console(CamelContext context, JournalReport journal, ConsolePlace place, ConsoleUsers users, int streamsMax,
            Supplier<Running> running, JournalOperations operations, Clock clock) {
        this.context = context;
        this.operations = operations;
        this.clock = clock;
        this.flow = new FlowReader(journal, context, running, clock);
        this.sampler = new CounterWatch(journal, operations::noteCounters, clock);
        this.sessions = new Sessions(clock);
        this.signIn = new SignIn(users, sessions, clock);
        this.gate = new Gate(sessions, place.loopback(), place.secure());
        this.streams = new Streams(streamsMax);
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

    /** Puts the pages on the server's router, and begins to look. */
    public void mount(Router router) {
        SearchPages find = new SearchPages(operations, renderer);
        DeadLetterPages letters = new DeadLetterPages(operations, renderer, clock);
        HistoryPages history = new HistoryPages(operations, renderer, clock);
        AuditLogPages audit = new AuditLogPages(operations, renderer);
        Pages pages = new Pages(router, workers, gate, this::sorry);
        pages.assets(files)
                .show("/", Role.VIEWER, this::flowPage)
                .stream("/flow/events", Role.VIEWER, streams)
                .show("/find", Role.VIEWER, find::form)
                .ask("/find", Role.VIEWER, find::found)
                .show("/record/*", Role.VIEWER, find::record)
                .show("/dead-letters", Role.VIEWER, letters::list)
                .act("/dead-letters", Role.OPERATOR, letters::decide)
                .show("/dead-letter/*", Role.VIEWER, letters::one)
                .ask("/dead-letter-check", Role.OPERATOR, letters::check)
                .act("/dead-letter-edit", Role.OPERATOR, letters::edit)
                .show("/over-time", Role.VIEWER, history::page)
                .show("/over-time.json", Role.VIEWER, history::numbers)
                .show("/audit", Role.OPERATOR, audit::list)
                .show("/audit.ndjson", Role.OPERATOR, audit::export)
                .show("/sign-in", Role.NOBODY, asked -> signInPage(asked.visitor(), 200, null))
                .act("/sign-in", Role.NOBODY, asked -> signIn(pages, asked))
                .act("/sign-out", Role.VIEWER, asked -> {
                    if (asked.session() != null) {
                        sessions.end(asked.session());
                    }
                    return pages.withSession(PageAnswer.see("/"), null);
                });
        looking = SupervisedThread.every("console-flow", Duration.ZERO, LOOK_EVERY, this::look);
    }

    private void look() {
        boolean watched = streams.count() > 0;
        if (watched || looks % IDLE_LOOKS == 0) {
            FlowSnapshot now = flow.read();
            if (watched) {
                streams.send("flow", drawing(now), PULSE);
            }
        }
        looks++;
        sampler.look();
    }

    private PageAnswer flowPage(PageRequest asked) {
        return renderer.answer("flow", "flow", Installation.SERAI + " status --watch", asked.visitor(),
                Map.of("flow", flow.read()));
    }

    private String drawing(FlowSnapshot now) {
        return renderer.part("drawing", Map.of("flow", now));
    }

    private PageAnswer signIn(Pages pages, PageRequest asked) {
        SignIn.Try tried = signIn.of(asked.address(), asked.field("name").orElse(""), asked.field("password").orElse(""));
        if (tried.outcome() == SignIn.Outcome.DONE && asked.session() != null) {
            sessions.end(asked.session()); // one session of a browser at a time
        }
        return switch (tried.outcome()) {
            case DONE -> pages.withSession(PageAnswer.see("/"), tried.session());
            case WRONG -> signInPage(asked.visitor(), 401, "sign-in.wrong");
            case NOT_TRIED -> signInPage(asked.visitor(), 429, "sign-in.later");
        };
    }

    private PageAnswer signInPage(Visitor visitor, int status, @Nullable String problem) {
        return PageAnswer.html(status, renderer.page("sign-in", "sign-in", Installation.SERAI + " password", visitor,
                Map.of("problem", problem == null ? "" : renderer.texts().of(problem))));
    }

    private String sorry(Visitor visitor, int status, String why) {
        return renderer.page("sorry", "sorry", "", visitor,
                Map.of("status", status, "why", why.startsWith("sorry.") ? renderer.texts().of(why) : why));
    }

    /** Ends all windows and threads. */
    @Override
    public void close() {
        if (looking != null) {
            looking.close(LOOK_EVERY);
        }
        streams.close();
        operations.close();
        context.getExecutorServiceManager().shutdownNow(workers);
    }
}
