package serai.console.flow;

import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import serai.console.flow.FlowSnapshot.Destination;
import serai.console.flow.FlowSnapshot.Source;
import serai.console.flow.FlowSnapshot.Store;
import serai.console.flow.LoadedRoutes.Loaded;
import serai.journal.Balance;
import serai.journal.DestinationCondition;
import serai.journal.DestinationReport;
import serai.journal.DestinationState;
import serai.journal.JournalReport;
import serai.journal.JournalSize;
import serai.journal.JournalUnavailableException;
import serai.journal.SourceCounts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads the flow: what the routes say, and what the journal counts. Each look costs a few small queries, whatever the journal
 * holds; all windows share it. Safe for use by several threads.
 */
public final class FlowReader {

    /**
     * What only the process knows that delivers.
     *
     * @param stalled by the name of what has stalled, such as {@code destination lrs}: why, in one line
     * @param waiting by the destination's name: when the period ends for which its records wait
     * @param since   when the configuration that runs was taken over; null if that is not known
     * @param webhook the address of the webhook
     */
    public record Running(Map<String, String> stalled, Map<String, Instant> waiting, @Nullable Instant since, String webhook) {
    }

    private static final Balance NONE = new Balance(0, 0, 0, 0, 0);
    private static final SourceCounts NOTHING = new SourceCounts(0, 0, 0, 0, 0);

    private final JournalReport journal;
    private final LoadedRoutes routes;
    private final Supplier<Running> running;
    private final Clock clock;
    private final Rates rates;

    /** @param noted the values of counters that were stored first after a time, by names such as {@code source mct} */
    public FlowReader(JournalReport journal, CamelContext context, Supplier<Running> running,
            Function<Instant, Map<String, Long>> noted, Clock clock) {
        this.journal = journal;
        this.routes = new LoadedRoutes(context);
        this.running = running;
        this.rates = new Rates(noted);
        this.clock = clock;
    }

    /** The flow now. If the journal can't be read, it has what the routes say, and why the rest is missing. */
    public synchronized FlowSnapshot read() {
        Instant now = clock.instant();
        Map<String, SourceCounts> counts = new TreeMap<>();
        Map<String, DestinationReport> reports = new TreeMap<>();
        String trouble = null;
        try {
            counts.putAll(journal.sources());
            journal.destinations().forEach(report -> reports.put(report.name(), report));
            look(now, counts, reports);
        } catch (JournalUnavailableException e) {
            trouble = e.getMessage();
        }
        JournalSize fill = journal.fill();
        Store store = new Store(fill.bytes(), fill.bytesMax(), fill.waiting(), fill.trouble());
        Running known = running.get();
        return new FlowSnapshot(sources(counts), routes.router().orElse(null), store, destinations(reports, known, now), trouble,
                known.webhook);
    }

    private void look(Instant now, Map<String, SourceCounts> counts, Map<String, DestinationReport> reports) {
        Map<String, Long> all = new HashMap<>();
        counts.forEach((name, count) -> all.put("source " + name, count.accepted()));
        reports.forEach((name, report) -> all.put("destination " + name, report.balance().delivered()));
        rates.look(now, all);
    }

    private List<Source> sources(Map<String, SourceCounts> counts) {
        Map<String, Loaded> loaded = routes.sources();
        List<Source> sources = new ArrayList<>();
        for (String name : union(loaded.keySet(), counts.keySet())) {
            Loaded route = loaded.get(name);
            sources.add(new Source(name, route == null ? null : route.id(), route == null ? null : route.status(),
                    counts.getOrDefault(name, NOTHING), rates.today("source " + name), rates.perMinute("source " + name)));
        }
        return sources;
    }

    private List<Destination> destinations(Map<String, DestinationReport> reports, Running known, Instant now) {
        Map<String, Loaded> loaded = routes.destinations();
        List<Destination> destinations = new ArrayList<>();
        for (String name : union(loaded.keySet(), reports.keySet())) {
            Destination one = destination(name, loaded.get(name), reports.getOrDefault(name, unnamed(name)), known, now);
            if (one.condition() != DestinationCondition.REMOVED || one.balance().pending() + one.balance().deadLettered() > 0) {
                destinations.add(one);
            }
        }
        return destinations;
    }

    private static DestinationReport unnamed(String name) {
        return new DestinationReport(name, NONE, 0, DestinationState.at(0), 0, 0, 0, null);
    }

    private Destination destination(String name, @Nullable Loaded route, DestinationReport report, Running known, Instant now) {
        String stalled = known.stalled.get("destination " + name);
        Instant period = known.waiting.get(name);
        DestinationState state = report.state();
        DestinationCondition condition =
                DestinationCondition.of(report, route != null, true, stalled != null, period != null);
        boolean gathers = condition == DestinationCondition.GATHERING;
        Instant oldest = report.oldestArrived();
        return new Destination(name, route == null ? null : route.id(), route == null ? null : route.about(), condition,
                gathers ? period : state.isTroubled() ? state.nextAttempt() : null,
                condition == DestinationCondition.STALLED ? stalled : because(state), report.balance(), report.held(),
                oldest == null || gathers ? null : Duration.between(oldest, now),
                rates.today("destination " + name), rates.perMinute("destination " + name));
    }

    private static @Nullable String because(DestinationState state) {
        return state.failure() != null || state.stopped() == null ? state.failure() : state.stopped().word();
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> all = new TreeSet<>(one);
        all.addAll(other);
        return all;
    }
}
