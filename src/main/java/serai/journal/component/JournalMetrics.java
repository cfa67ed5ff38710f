package serai.journal.component;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.journal.Balance;
import serai.journal.DestinationReport;
import serai.journal.Journal;
import serai.journal.JournalUnavailableException;
import serai.journal.SourceCounts;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * How destinations and sources are doing, as gauges in the context's meter registry, where it has one. They are read from
 * the journal every few seconds, so that a scrape costs nothing and waits for nothing; no name or id of a learner is a tag.
 */
public final class JournalMetrics implements StartupListener {

    private static final Logger LOG = LoggerFactory.getLogger(JournalMetrics.class);
    private static final long EVERY_SECONDS = 5;

    private final Journal journal;
    private final Clock clock;
    private MultiGauge records;
    private MultiGauge lag;
    private MultiGauge states;
    private MultiGauge events;

    public JournalMetrics(Journal journal, Clock clock) {
        this.journal = journal;
        this.clock = clock;
    }

    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
        MeterRegistry registry = context.getRegistry().findSingleByType(MeterRegistry.class);
        if (registry == null) {
            return;
        }
        records = MultiGauge.builder("serai.destination.records")
                .description("Records named for a destination, by where they are; held ones are among the pending, routed is the sum of the rest")
                .register(registry);
        lag = MultiGauge.builder("serai.destination.lag").baseUnit("seconds")
                .description("How long ago the oldest pending record was received; 0 where none is pending").register(registry);
        states = MultiGauge.builder("serai.destination.state")
                .description("1 for the state that a destination is in: delivering, waiting or stopped").register(registry);
        events = MultiGauge.builder("serai.source.events").description("Events that a source has sent, by what became of them")
                .register(registry);
        ScheduledExecutorService thread = context.getExecutorServiceManager()
                .newSingleThreadScheduledExecutor(this, "journal-metrics");
        thread.scheduleWithFixedDelay(this::read, 0, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    private void read() {
        try {
            List<DestinationReport> destinations = journal.destinations();
            records.register(rows(destinations, JournalMetrics::records), true);
            lag.register(rows(destinations, this::lag), true);
            states.register(rows(destinations, JournalMetrics::state), true);
            List<Row<?>> counted = new ArrayList<>();
            journal.sources().forEach((source, counts) -> counted.addAll(events(source, counts)));
            events.register(counted, true);
        } catch (JournalUnavailableException e) {
            LOG.debug("The gauges stay as they are", e); // health says that the journal can't be read
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
                "dropped", balance.dropped(), "held", (long) report.held()));
    }

    private List<Row<?>> lag(DestinationReport report) {
        long seconds = report.oldestArrived() == null ? 0
                : Math.max(0, Duration.between(report.oldestArrived(), clock.instant()).toSeconds());
        return List.of(Row.of(Tags.of("destination", report.name()), seconds));
    }

    private static List<Row<?>> state(DestinationReport report) {
        boolean stopped = report.standing().stopped() != null;
        boolean waiting = !stopped && report.standing().isTroubled();
        return gauges("destination", report.name(), "state", Map.of("stopped", stopped ? 1L : 0, "waiting", waiting ? 1L : 0,
                "delivering", stopped || waiting ? 0L : 1));
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
