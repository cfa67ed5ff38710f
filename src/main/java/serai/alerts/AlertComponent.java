package serai.alerts;

import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.alerts.signs.AlertType;
import serai.alerts.signs.Sign;
import serai.journal.JournalReport;
import serai.journal.JournalUnavailableException;
import serai.journal.operations.JournalOperations;
import serai.journal.operations.history.CounterWatch;
import serai.model.FailureText;
import serai.steps.AlertUri;
import serai.threads.SupervisedThread;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The Camel component {@code serai-alert:TYPE,TYPE,…}, or {@code serai-alert:all}. Its routes get an event when something begins
 * that an operator must know, and one when it ends. Nothing is looked for while no route reads it.
 */
public final class AlertComponent extends DefaultComponent {

    private static final Logger LOG = LoggerFactory.getLogger(AlertComponent.class);
    private static final String ALL = "all";
    /** How long a turn that is under way may still take when the last route stops. */
    private static final Duration LAST_TURN = Duration.ofSeconds(2);

    /**
     * What the component looks at.
     *
     * @param operations opened when the first route begins to read, and closed when the last one ends
     * @param signs      makes the signs, by these operations
     * @param subject    the journal's name in alerts, which tells it from those of other instances
     * @param every      time between two looks
     * @param beginAfter how long something must last until it is told
     * @param endAfter   how long it must be over until that is told
     */
    public record Watched(JournalReport journal, Supplier<JournalOperations> operations,
            Function<JournalOperations, List<Sign>> signs, String subject, Duration every, Duration beginAfter, Duration endAfter,
            Clock clock) {
    }

    private final @Nullable Watched watched;
    private final List<AlertConsumer> readers = new CopyOnWriteArrayList<>();
    private final Set<AlertConsumer> ending = new HashSet<>(); // guarded by this
    private @Nullable SupervisedThread thread; // guarded by this
    private @Nullable JournalOperations operations; // guarded by this

    /** A component that looks for alerts and tells its routes. */
    public AlertComponent(Watched watched) {
        this.watched = watched;
    }

    /** A component whose routes can be built, and are told nothing. */
    public AlertComponent() {
        this.watched = null;
    }

    /** Adds a component whose routes are told nothing, to a context whose routes are built and not run. */
    public static void addIdleTo(CamelContext context) {
        context.addComponent(AlertUri.SCHEME, new AlertComponent());
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        return new AlertEndpoint(uri, this, types(remaining));
    }

    /** @throws IllegalArgumentException if a type is unknown; the message lists the known ones */
    private static Set<AlertType> types(String written) {
        if (written.equals(ALL)) {
            return EnumSet.allOf(AlertType.class);
        }
        return Arrays.stream(written.split(",")).map(String::strip).map(AlertComponent::type)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(AlertType.class)));
    }

    private static AlertType type(String name) {
        return Arrays.stream(AlertType.values()).filter(type -> type.text().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("%s: there is no alert '%s'; there are %s, and all of them: %s"
                        .formatted(AlertUri.SCHEME, name, Arrays.stream(AlertType.values()).map(AlertType::text)
                                .collect(Collectors.joining(", ")), ALL)));
    }

    synchronized void begin(AlertConsumer reader) {
        readers.add(reader);
        if (watched != null && thread == null) {
            Turns turns = new Turns(watched);
            thread = SupervisedThread.every(AlertUri.SCHEME, Duration.ZERO, watched.every(), turns::take);
        }
    }

    /** Whether a thread looks for alerts. */
    synchronized boolean isLooking() {
        return thread != null;
    }

    /** Who is told: the routes that read at that time. */
    private final class Readers implements AlertWatch.Told {

        @Override
        public boolean wants(AlertType type) {
            return readers.stream().anyMatch(reader -> reader.wants(type));
        }

        @Override
        public void tell(AlertEvent event) {
            readers.forEach(reader -> reader.tell(event));
        }
    }

    /** The turns of the thread, which opens what it needs at the first one: the journal may not be there before. */
    private final class Turns {
        private final Watched of;
        private @Nullable AlertWatch watch;
        private @Nullable CounterWatch counters;
        /** Why the last turn could not store the counters; null if it could. A journal may be readable and not writable. */
        private @Nullable JournalUnavailableException unnoted;

        Turns(Watched of) {
            this.of = of;
        }

        /** Looks for alerts once, and sends those that wait even if that fails. */
        void take() {
            try {
                look();
            } finally {
                readers.forEach(AlertConsumer::tellAgain);
            }
            if (counters != null) {
                note(counters);
            }
        }

        private void note(CounterWatch noted) {
            try {
                noted.look();
                unnoted = null;
            } catch (JournalUnavailableException e) {
                if (unnoted == null) {
                    LOG.warn("The journal's counters can't be noted: {}. Serai tries again at each look for alerts.",
                            FailureText.firstLine(e).replaceFirst("\\.$", ""));
                }
                unnoted = e;
            }
        }

        private void look() {
            AlertWatch looking = watch;
            if (looking == null) {
                JournalOperations opened = opened(of);
                looking = new AlertWatch(of.signs().apply(opened), opened.alerts(), of.beginAfter(), of.endAfter(), of.clock(),
                        of.subject(), new Readers());
                watch = looking;
                counters = new CounterWatch(of.journal(), opened::noteCounters, of.clock());
            }
            looking.look(unnoted);
        }
    }

    private synchronized JournalOperations opened(Watched of) {
        JournalOperations opened = operations == null ? of.operations().get() : operations;
        operations = opened;
        return opened;
    }

    /** Ends a reader. The last one is told what the thread's last turn finds, before it is forgotten. */
    void end(AlertConsumer reader) {
        SupervisedThread last = null;
        JournalOperations open = null;
        synchronized (this) {
            ending.add(reader);
            if (ending.containsAll(readers)) { // of several that end at the same time, one is the last
                last = thread;
                open = operations;
                thread = null;
                operations = null;
            }
        }
        if (last != null) {
            last.close(LAST_TURN);
        }
        synchronized (this) {
            readers.remove(reader);
            ending.remove(reader);
        }
        if (open != null) {
            open.close();
        }
    }
}
