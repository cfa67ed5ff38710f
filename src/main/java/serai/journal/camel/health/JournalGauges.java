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
import serai.journal.JournalWriter;
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

/** The gauges and counters of {@link JournalMetrics} in a meter registry. Their values come from the journal. */
final class JournalGauges {

    private static final Logger LOG = LoggerFactory.getLogger(JournalGauges.class);

    private final JournalReport journal;
    private final StallWatch stalls;
    private final UnkeptEvents unkept;
    private final Counters routed;
    private final Counters delivered;
    private final Counters events;
    private final Counters threads;
    private final Counters refused;
    private final Counters notKept;
    private final MultiGauge records;
    private final MultiGauge held;
    private final MultiGauge unmatched;
    private final MultiGauge leftOut;
    private final MultiGauge lag;
    private final MultiGauge states;
    private final MultiGauge stalled;
    private final MultiGauge left;
    private volatile boolean readable = true;

    JournalGauges(MeterRegistry registry, JournalReport journal, StallWatch stalls, UnkeptEvents unkept) {
        this.journal = journal;
        this.stalls = stalls;
        this.unkept = unkept;
        routed = new Counters(registry, "serai.destination.routed", "Records that the router has named a destination for");
        delivered = new Counters(registry, "serai.destination.delivered", "Of those, records that were delivered");
        events = new Counters(registry, "serai.source.events", "Events that a source has sent, by outcome");
        notKept = new Counters(registry, "serai.source.unkept",
                "Events since the start that were not acknowledged because the routes name no destination for them");
        threads = new Counters(registry, "serai.thread.failures", "Failures since the start of a thread that must keep running");
        refused = new Counters(registry, "serai.journal.refused",
                "Events refused since the start because the journal had reached a bound");
        records = MultiGauge.builder("serai.destination.records")
                .description("Records routed to a destination and not delivered, by state; their sum is routed minus delivered")
                .register(registry);
        held = MultiGauge.builder("serai.destination.held.records")
                .description("Pending records that are tried again while others are delivered").register(registry);
        unmatched = MultiGauge.builder("serai.destination.unmatched.records")
                .description("Pending records that wait until it is known whose they are").register(registry);
        leftOut = MultiGauge.builder("serai.destination.left.out.records")
                .description("Delivered records that the destination's route has sent nowhere").register(registry);
        lag = MultiGauge.builder("serai.destination.lag").baseUnit("seconds")
                .description(
                        "How long ago the oldest pending record was received; 0 if none is pending, or if it waits for the end "
                                + "of its period")
                .register(registry);
        states = MultiGauge.builder("serai.destination.state")
                .description("1 for the destination's state: delivering, waiting, stopped or stalled")
                .register(registry);
        stalled = MultiGauge.builder("serai.destination.stalled")
                .description(
                        "1 while delivery to a destination stands still and no fault of the destination is known")
                .register(registry);
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

    /** Reads all values. While the journal can't be read, the values of destinations and sources stay as they are. */
    void read() {
        Map<String, String> still = stalls.destinations();
        stalled.register(
                stalls.watched().stream().map(name -> Row.of(Tags.of("destination", name), still.containsKey(name) ? 1 : 0))
                        .collect(Collectors.toList()),
                true);
        ThreadFailures.counts().forEach((thread, count) -> threads.set(Tags.of("thread", thread), count));
        JournalSize fill = journal.fill();
        refused.set(Tags.of("bound", JournalSetting.MAX_BYTES.key()), fill.refusedBytes());
        refused.set(Tags.of("bound", JournalSetting.WAITING_MAX.key()), fill.refusedWaiting());
        refused.set(Tags.of("bound", JournalSetting.SOURCE_MAX_PERCENT.key()), fill.refusedShares());
        left.register(fill.left().entrySet().stream().flatMap(one -> left(one.getKey(), one.getValue()).stream())
                .collect(Collectors.toList()), true);
        unkept.counts().forEach((source, count) -> notKept.set(Tags.of("source", source), count));
        try {
            List<DestinationReport> destinations = journal.destinations();
            destinations.forEach(this::count);
            records.register(rows(destinations, JournalGauges::records), true);
            held.register(rows(destinations, report -> single(report, report.held())), true);
            unmatched.register(rows(destinations, report -> single(report, report.unmatched())), true);
            leftOut.register(rows(destinations, report -> single(report, report.leftOut())), true);
            lag.register(rows(destinations, this::lag), true);
            states.register(rows(destinations, report -> state(report, still.containsKey(report.name()))), true);
            journal.sources().forEach(this::count);
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

    /** Leaves out unrouted events: their number falls when the router is asked again, and a counter may only grow. */
    private void count(DestinationReport report) {
        if (!report.name().equals(JournalWriter.UNROUTED)) {
            Tags destination = Tags.of("destination", report.name());
            routed.set(destination, report.balance().routed());
            delivered.set(destination, report.balance().delivered());
        }
    }

    private void count(String source, SourceCounts counts) {
        Map.of("accepted", counts.accepted(), "duplicate", counts.duplicates(), "differs", counts.differing(),
                "rejected", counts.rejected(), "filtered", counts.filtered())
                .forEach((outcome, count) -> events.set(Tags.of("source", source, "outcome", outcome), count));
    }

    private static List<Row<?>> records(DestinationReport report) {
        Balance balance = report.balance();
        return gauges("destination", report.name(), "in", Map.of("pending", balance.pending(), "dead_lettered",
                balance.deadLettered(), "dropped", balance.dropped()));
    }

    private List<Row<?>> lag(DestinationReport report) {
        return single(report, stalls.lag(report).toSeconds());
    }

    private static List<Row<?>> single(DestinationReport report, long value) {
        return List.of(Row.of(Tags.of("destination", report.name()), value));
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

    private static List<Row<?>> gauges(String of, String name, String by, Map<String, Long> values) {
        List<Row<?>> rows = new ArrayList<>();
        values.forEach((value, number) -> rows.add(Row.of(Tags.of(of, name, by, value), number)));
        return rows;
    }
}
