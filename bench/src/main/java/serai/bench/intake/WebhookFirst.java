package serai.bench.intake;

import serai.bench.comparison.Bench;
import serai.bench.comparison.Beside;
import serai.bench.comparison.Comparison;
import serai.bench.load.Publisher;
import serai.bench.load.Wrk;
import serai.bench.machine.Child;
import serai.bench.machine.Workplace;
import serai.bench.ours.Routes;
import serai.bench.ours.Shipped;
import serai.bench.peer.handwritten.HandwrittenProcess;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The webhook right after a start, cold: against the program written by hand, each started anew for every round. */
public final class WebhookFirst implements Bench {

    private static final int CONNECTIONS = 64;
    private static final Duration TIME = Duration.ofSeconds(15);

    private final List<Double> ourCpu = new ArrayList<>();
    private final List<Double> theirCpu = new ArrayList<>();
    private Workplace workplace;
    private Wrk wrk;
    private Map<String, String> settings;
    private List<String> javaOptions;

    @Override
    public String name() {
        return "webhook-first-15s";
    }

    @Override
    public double goal() {
        return 1;
    }

    @Override
    public String unit() {
        return "events in 15 s";
    }

    @Override
    public String title() {
        return "webhook to journal in the 15 s after ./serai run's first 202, against the program written by hand after its own";
    }

    @Override
    public String conclusion() {
        return "Below 1: how much less of a burst Serai takes in right after a restart, while Java still compiles it.";
    }

    @Override
    public Beside beside() {
        double ours = ofTheRounds(ourCpu);
        double theirs = ofTheRounds(theirCpu);
        return new Beside("CPU %.0f µs an event, theirs %.0f".formatted(ours, theirs),
                Map.of("serai_cpu_us", ours, "other_cpu_us", theirs));
    }

    /** Without the discarded round. */
    private static double ofTheRounds(List<Double> cpu) {
        return Comparison.median(cpu.subList(1, cpu.size()));
    }

    /** The launcher's archive of classes is made by the first start, which no round measures. */
    @Override
    public void open(Workplace place) throws Exception {
        workplace = place;
        wrk = new Wrk(place, "praesidium.lua");
        settings = Routes.copy(place).withoutDelivering().setting();
        Shipped first = Shipped.starting(place, "serai", settings);
        try (Child process = first.process()) {
            process.until("an answer", new Publisher(first.webhook())::isAccepted);
            javaOptions = first.javaOptions();
        }
    }

    @Override
    public double ours() throws IOException, InterruptedException {
        Shipped serai = Shipped.starting(workplace, "serai", settings);
        return figure(serai.process().until("an answer", new Publisher(serai.webhook())::isAccepted), serai.webhook(), ourCpu);
    }

    @Override
    public double theirs() throws IOException, InterruptedException {
        HandwrittenProcess program = HandwrittenProcess.start(workplace, javaOptions);
        return figure(program.process(), program.webhook(), theirCpu);
    }

    private double figure(Child started, String webhook, List<Double> cpu) throws IOException, InterruptedException {
        try (started) {
            double before = started.cpuSeconds();
            long events = wrk.post(webhook, CONNECTIONS, TIME).requests();
            cpu.add((started.cpuSeconds() - before) * 1e6 / events);
            return events;
        }
    }
}
