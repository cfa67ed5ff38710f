package serai.journal.camel.health;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.journal.Balance;
import serai.journal.DestinationReport;
import serai.journal.JournalReport;
import serai.journal.JournalSize;
import serai.journal.JournalUnavailableException;
import serai.journal.SourceCounts;
import serai.journal.UnpurgedBytes;
import serai.journal.camel.UnkeptEvents;
import serai.settings.known.JournalSetting;
import serai.threads.ThreadFailures;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The gauges of {@link JournalMetrics} in a meter registry. */
final class JournalGauges {

    private static final Logger LOG = LoggerFactory.getLogger(JournalGauges.class);

    private final JournalReport journal;
    private final StallWatch stalls;
    private final UnkeptEvents unkept;
    private final MultiGauge records;
    private final MultiGauge lag;
    private final MultiGauge states;
    private final MultiGauge events;
    private final MultiGauge stalled;
    private final MultiGauge threads;
    private final MultiGauge refused;
    private final MultiGauge left;
    private final MultiGauge notKept;
    private volatile boolean readable = true;

    JournalGauges(MeterRegistry registry, JournalReport journal, StallWatch stalls, UnkeptEvents unkept) {
        this.journal = journal;
        this.stalls = stalls;
        this.unkept = unkept;
        records = MultiGauge.builder("serai.destination.records")
                .description(
                        "Records routed to a destination, by state; pending includes held, routed is the sum of the rest")
                .register(registry);
        lag = MultiGauge.builder("serai.destination.lag").baseUnit("seconds")
                .description(
                        "How long ago the oldest pending record was received; 0 if none is pending, or if it waits for the end "
                                + "of its period")
                .register(registry);
        states = MultiGauge.builder("serai.destination.state")
                .description("1 for the destination's state: delivering, waiting, stopped or stalled")
                .register(registry);
        events = MultiGauge.builder("serai.source.events").description("Events that a source has sent, by outcome")
                .register(registry);
        notKept = MultiGauge.builder("serai.source.unkept")
                .description("Events since the start that were not acknowledged because the routes name no destination for them")
                .register(registry);
        stalled = MultiGauge.builder("serai.destination.stalled")
                .description(
                        "1 while delivery to a destination stands still and no fault of the destination is known")
                .register(registry);
        threads = MultiGauge.builder("serai.thread.failures")
                .description("Failures since the start of a thread that must keep running").register(registry);
        refused = MultiGauge.builder("serai.journal.refused")
                .description("Events refused since the start because the journal had reached a bound").register(registry);
        left = MultiGauge.builder("serai.source.left").baseUnit("bytes")
                .description("Bytes of a source that nothing purges from the journal").register(registry);
        addSingle(registry);
    }

    private void addSingle(MeterRegistry registry) {
        Gauge.builder("serai.journal.readable", () -> readable ? 1 : 0).description("0 while the journal can't be read")
                .register(registry);
        Gauge.builder("serai.journal.bytes", () -> journal.fill().bytes()).baseUnit("bytes").description("Size of the journal")
                .register(registry);
        Gauge.builder("serai.journal.max", () -> journal.fill().bytesMax()).baseUnit("bytes")
                .description("Size of the journal at which events are refused; 0 for no bound").register(registry);
        Gauge.builder("serai.source.left.max", () -> journal.fill().leftMax()).baseUnit("bytes")
                .description("Of those, bytes at which the source's events are refused; 0 for no bound").register(registry);
        Gauge.builder("serai.journal.waiting", () -> journal.fill().waiting())
                .description("Events that wait for a commit or for their acknowledgement").register(registry);
        Gauge.builder("serai.journal.taking", () -> journal.fill().trouble() == null ? 1 : 0)
                .description("0 while the journal has reached a bound, or acknowledgements are blocked").register(registry);
    }

    /** Reads all of them from the journal. While it can't be read, those of destinations and sources stay as they are. */
    void read() {
        Map<String, String> still = stalls.destinations();
        stalled.register(
                stalls.watched().stream().map(name -> Row.of(Tags.of("destination", name), still.containsKey(name) ? 1 : 0))
                        .collect(Collectors.toList()),
                true);
        threads.register(
                ThreadFailures.counts().entrySet().stream().map(one -> Row.of(Tags.of("thread", one.getKey()), one.getValue()))
                        .collect(Collectors.toList()),
                true);
        JournalSize fill = journal.fill();
        refused.register(List.of(Row.of(Tags.of("bound", JournalSetting.MAX_BYTES.key()), fill.refusedBytes()),
                Row.of(Tags.of("bound", JournalSetting.WAITING_MAX.key()), fill.refusedWaiting()),
                Row.of(Tags.of("bound", JournalSetting.SOURCE_MAX_PERCENT.key()), fill.refusedShares())), true);
        left.register(fill.left().entrySet().stream().flatMap(one -> left(one.getKey(), one.getValue()).stream())
                .collect(Collectors.toList()), true);
        List<Row<?>> ofSources = new ArrayList<>();
        unkept.counts().forEach((source, count) -> ofSources.add(Row.of(Tags.of("source", source), count)));
        notKept.register(ofSources, true);
        try {
            List<DestinationReport> destinations = journal.destinations();
            records.register(rows(destinations, JournalGauges::records), true);
            lag.register(rows(destinations, this::lag), true);
            states.register(rows(destinations, report -> state(report, still.containsKey(report.name()))), true);
            List<Row<?>> counted = new ArrayList<>();
            journal.sources().forEach((source, counts) -> counted.addAll(events(source, counts)));
            events.register(counted, true);
            readable = true;
        } catch (JournalUnavailableException e) {
            readable = false;
            LOG.debug("The gauges keep their values", e); // the health check tells that the journal can't be read
        }
    }

    private static List<Row<?>> rows(List<DestinationReport> reports,
            Function<DestinationReport, List<Row<?>>> ofOne) {
        return reports.stream().flatMap(report -> ofOne.apply(report).stream()).toList();
    }

    private static List<Row<?>> records(DestinationReport report) {
        Balance balance = report.balance();
        return gauges("destination", report.name(), "in", Map.of("routed", balance.routed(),
                "delivered", balance.delivered(), "pending", balance.pending(), "dead_lettered", balance.deadLettered(),
                "dropped", balance.dropped(), "left_out", report.leftOut(), "held", (long) report.held()));
    }

    private List<Row<?>> lag(DestinationReport report) {
        return List.of(Row.of(Tags.of("destination", report.name()), stalls.lag(report).toSeconds()));
    }

    private static List<Row<?>> state(DestinationReport report, boolean isStalled) {
        boolean stopped = report.state().stopped() != null;
        boolean waiting = !stopped && report.state().isTroubled();
        boolean stalled = isStalled && !stopped && !waiting;
        return gauges("destination", report.name(), "state", Map.of("stopped", stopped ? 1L : 0, "waiting", waiting ? 1L : 0,
                "stalled", stalled ? 1L : 0, "delivering", stopped || waiting || stalled ? 0L : 1));
    }

    private static List<Row<?>> left(String source, UnpurgedBytes of) {
        return gauges("source", source, "of",
                Map.of("unrouted", of.unrouted(), "dead_letters", of.deadLetters(), "differs", of.differing()));
    }

    private static List<Row<?>> events(String source, SourceCounts counts) {
        return gauges("source", source, "outcome", Map.of("accepted", counts.accepted(), "duplicate", counts.duplicates(),
                "differs", counts.differing(), "rejected", counts.rejected(), "filtered", counts.filtered()));
    }

    private static List<Row<?>> gauges(String of, String name, String by, Map<String, Long> values) {
        List<Row<?>> rows = new ArrayList<>();
        values.forEach((value, number) -> rows.add(Row.of(Tags.of(of, name, by, value), number)));
        return rows;
    }
}
