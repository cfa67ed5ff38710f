package serai.bench.drain;

import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeCompletedEvent;
import org.apache.camel.spi.CamelEvent.ExchangeCreatedEvent;
import org.apache.camel.spi.CamelEvent.ExchangeEvent;
import org.apache.camel.support.SimpleEventNotifierSupport;
import serai.bench.comparison.Bench;
import serai.bench.comparison.Beside;
import serai.bench.comparison.Comparison;
import serai.bench.load.Learners;
import serai.bench.machine.Workplace;
import serai.bench.ours.OneDestinationSerai;
import serai.bench.ours.SharedJournal;
import serai.bench.peer.Postgres;
import serai.model.LearningRecord;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * From an event's acknowledgement to its delivery, at 100 events a second, against the time that the disk takes to force
 * one record. Delivered means that the route has ended: the files are forced, the rows committed, the request answered.
 */
public final class Latency implements Bench {

    private static final Duration BETWEEN_EVENTS = Duration.ofMillis(10);
    private static final Duration BETWEEN_EVENTS_TO_WARM_UP = Duration.ofNanos(600_000);
    private static final int EVENTS_TO_WARM_UP = 100_000;
    private static final Duration WAIT_MAX = Duration.ofSeconds(30);
    private static final int FORCES_ALLOWED = 20;
    private static final int FORCES_MEASURED = 200;
    private static final int RECORD_BYTES = 700;
    private static final String OTHER_INSTANCE = "other-instance";

    private final String destination;
    private final String name;
    private final Learners learners = new Learners();
    private final Clockings clockings = new Clockings();
    private final List<Double> p50s = new ArrayList<>();
    private final List<Double> p99s = new ArrayList<>();
    private final List<Double> forces = new ArrayList<>();
    private OneDestinationSerai serai;
    private OneDestinationSerai taking; // the same, unless another instance takes the events in
    private StatementSink sink;
    private Path log;
    private Workplace workplace;

    public Latency(String destination) {
        this(destination, destination);
    }

    private Latency(String destination, String name) {
        this.destination = destination;
        this.name = name;
    }

    /** Of the warehouse, where one instance takes the event in and another one on the same journal delivers it. */
    public static Latency ofAnotherInstance() {
        return new Latency("warehouse", OTHER_INSTANCE);
    }

    /** When each record was accepted, and when delivered. */
    private static final class Clockings extends SimpleEventNotifierSupport {

        private final Map<String, List<UUID>> underWay = new ConcurrentHashMap<>();
        private final Map<UUID, Long> accepted = new ConcurrentHashMap<>();
        private final Map<UUID, Long> delivered = new ConcurrentHashMap<>();

        Clockings() {
            setIgnoreExchangeEvents(false);
            setIgnoreExchangeCreatedEvent(false);
            setIgnoreExchangeCompletedEvent(false);
        }

        @Override
        public boolean isEnabled(CamelEvent event) {
            return event instanceof ExchangeCreatedEvent || event instanceof ExchangeCompletedEvent;
        }

        @Override
        public void notify(CamelEvent event) {
            String exchange = ((ExchangeEvent) event).getExchange().getExchangeId();
            if (event instanceof ExchangeCreatedEvent created) {
                List<?> body = created.getExchange().getMessage().getBody(List.class);
                underWay.put(exchange, body.stream().map(record -> ((LearningRecord) record).id()).toList());
            } else {
                long now = System.nanoTime();
                underWay.remove(exchange).forEach(id -> delivered.put(id, now));
            }
        }

        /** Milliseconds, in ascending order; 0 for a record that was delivered before its append had completed. */
        double[] latencies() {
            return accepted.entrySet().stream()
                    .mapToDouble(entry -> Math.max(0, delivered.get(entry.getKey()) - entry.getValue()) / 1e6).sorted().toArray();
        }

        void clear() {
            accepted.clear();
            delivered.clear();
        }
    }

    @Override
    public String name() {
        return "latency-" + name;
    }

    @Override
    public double goal() {
        return 1;
    }

    @Override
    public String unit() {
        return "ms";
    }

    @Override
    public double inUnit(double perSecond) {
        return 1_000 / perSecond;
    }

    @Override
    public String shown(double milliseconds) {
        return String.format(Locale.ROOT, "%.1f", milliseconds);
    }

    @Override
    public String title() {
        return "p99 from accepted to delivered at 100 events/s, against 20 forces of the disk";
    }

    @Override
    public String conclusion() {
        return "How soon an accepted event is delivered while little happens: above 1, within 20 forces of this disk.";
    }

    @Override
    public Beside beside() {
        double p50 = Comparison.median(p50s);
        double p99 = Comparison.median(p99s);
        double force = Comparison.median(forces);
        return new Beside(String.format(Locale.ROOT, "p50 %.2f ms, p99 %.2f ms, a force %.2f ms", p50, p99, force),
                Map.of("p50_ms", p50, "p99_ms", p99, "force_ms", force));
    }

    @Override
    public void open(Workplace place) throws Exception {
        workplace = place;
        serai = new OneDestinationSerai(destination, workplace.folder("serai")).telling(clockings);
        taking = serai;
        if (name.equals(OTHER_INSTANCE)) {
            Postgres journal = Postgres.start(workplace, "postgres-journal");
            taking = new OneDestinationSerai(destination, workplace.folder("taking"));
            SharedJournal.settings(journal, "delivering", Map.of()).forEach(serai::with);
            SharedJournal.settings(journal, "taking", Map.of()).forEach(taking::with);
            taking.open(); // its route does not run
        }
        switch (destination) {
            case "warehouse" -> serai.with("serai.warehouse.url", Postgres.start(workplace).url());
            case "lrs" -> {
                sink = new StatementSink();
                serai.with("serai.lrs.url", sink.url());
            }
            default -> {
            }
        }
        serai.open().start();
        log = workplace.folder("force").resolve("log");
        deliver(EVENTS_TO_WARM_UP, BETWEEN_EVENTS_TO_WARM_UP);
    }

    /** @return the inverse of the 99th percentile, in seconds */
    @Override
    public double ours() {
        deliver((int) workplace.round().dividedBy(BETWEEN_EVENTS), BETWEEN_EVENTS);
        double[] latencies = clockings.latencies();
        p50s.add(percentile(latencies, 0.50));
        p99s.add(percentile(latencies, 0.99));
        return 1_000 / percentile(latencies, 0.99);
    }

    private void deliver(int count, Duration between) {
        clockings.clear();
        long next = System.nanoTime();
        for (LearningRecord record : learners.next(count)) {
            next += between.toNanos();
            LockSupport.parkNanos(next - System.nanoTime());
            taking.writer().append(record, Set.of(destination))
                    .thenRun(() -> clockings.accepted.put(record.id(), System.nanoTime()));
        }
        untilDelivered(count);
    }

    private void untilDelivered(int count) {
        long end = System.nanoTime() + WAIT_MAX.toNanos();
        while (clockings.delivered.size() < count || clockings.accepted.size() < count) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("only %d of %d events were delivered"
                        .formatted(clockings.delivered.size(), count));
            }
            LockSupport.parkNanos(BETWEEN_EVENTS.toNanos());
        }
    }

    private static double percentile(double[] sorted, double share) {
        return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }

    /** @return the inverse of the time that the forces may take, in seconds */
    @Override
    public double theirs() throws IOException {
        List<Double> times = new ArrayList<>();
        try (FileChannel file = FileChannel.open(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (int i = 0; i < FORCES_MEASURED; i++) {
                long start = System.nanoTime();
                file.write(ByteBuffer.allocate(RECORD_BYTES));
                file.force(true);
                times.add((System.nanoTime() - start) / 1e6);
            }
        }
        double force = Comparison.median(times);
        forces.add(force);
        return 1_000 / (FORCES_ALLOWED * force);
    }

    @Override
    public void close() {
        if (taking != serai) {
            taking.close();
        }
        serai.close();
        if (sink != null) {
            sink.close();
        }
    }
}
