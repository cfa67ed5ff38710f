package serai.bench.instances;

import serai.bench.comparison.Bench;
import serai.bench.load.Publisher;
import serai.bench.machine.Workplace;
import serai.bench.ours.Routes;
import serai.bench.ours.SharedJournal;
import serai.bench.ours.Shipped;
import serai.bench.peer.Postgres;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Seconds from kill -9 of the instance that delivers to the next delivery, against ten seconds. */
public final class Takeover implements Bench {

    private static final double SECONDS_ALLOWED = 10;
    private static final int EVENTS_A_SECOND = 50;
    private static final Duration LOAD_LASTS = Duration.ofSeconds(20);
    private static final String HOLDER = "SELECT count(*) FROM lease JOIN instance ON instance.id = lease.instance "
            + "WHERE destination = 'warehouse' AND host = '%s' AND until > now()";
    private static final String DELIVERED = "SELECT count(*) FROM course_completed";

    private final Map<String, Shipped> instances = new HashMap<>();
    private Workplace workplace;
    private Postgres postgres;
    private Map<String, String> routes;
    private int starts;

    @Override
    public String name() {
        return "takeover";
    }

    @Override
    public double goal() {
        return 1;
    }

    @Override
    public String unit() {
        return "s, less is better";
    }

    @Override
    public double inUnit(double perSecond) {
        return 1 / perSecond;
    }

    @Override
    public String shown(double seconds) {
        return "%.1f".formatted(seconds);
    }

    @Override
    public String title() {
        return "from kill -9 of the instance that delivers to the next delivery by another, against 10 s";
    }

    @Override
    public String conclusion() {
        return "Above 1: where an instance dies, its destinations stand still for less than ten seconds.";
    }

    @Override
    public void open(Workplace place) throws Exception {
        workplace = place;
        postgres = Postgres.start(place);
        routes = Routes.copy(place).withoutLrs().setting();
        start("a");
        start("b");
    }

    private void start(String instance) throws IOException, InterruptedException {
        instances.put(instance, Shipped.start(workplace, instance + ++starts, SharedJournal.settings(postgres, instance, routes)));
    }

    /** @return the inverse of the seconds */
    @Override
    public double ours() throws Exception {
        Shipped any = instances.get("a");
        any.process().until("a delivery", () -> number(HOLDER.formatted("a")) + number(HOLDER.formatted("b")) == 1);
        String killed = number(HOLDER.formatted("a")) == 1 ? "a" : "b";
        Shipped survivor = instances.get(killed.equals("a") ? "b" : "a");
        CompletableFuture<Void> load = CompletableFuture.runAsync(() -> {
            try {
                new Publisher(survivor.webhook()).post(EVENTS_A_SECOND, LOAD_LASTS);
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        long before = number(DELIVERED);
        any.process().until("deliveries", () -> number(DELIVERED) > before);
        kill(instances.get(killed).process().pid());
        long begin = System.nanoTime();
        long then = number(DELIVERED);
        survivor.process().until("the other's deliveries", () -> number(DELIVERED) > then);
        double took = (System.nanoTime() - begin) / 1e9;
        load.join();
        start(killed);
        return 1 / took;
    }

    private static void kill(long pid) throws InterruptedException {
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
    }

    private long number(String sql) {
        try {
            return postgres.number(sql);
        } catch (SQLException e) {
            return 0; // the table is not there before the first delivery
        }
    }

    @Override
    public double theirs() {
        return 1 / SECONDS_ALLOWED;
    }
}
