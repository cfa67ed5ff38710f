package serai.bench.footprint;

import serai.bench.comparison.Bench;
import serai.bench.comparison.Beside;
import serai.bench.comparison.Comparison;
import serai.bench.load.Remotes;
import serai.bench.machine.Child;
import serai.bench.machine.Workplace;
import serai.bench.ours.Shipped;
import serai.bench.peer.Bare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Serai against a bare server, each started anew for every round; the bare server without any options of Java. */
abstract class BesideBare implements Bench {

    private final List<Double> ourCpu = new ArrayList<>();
    private final List<Double> theirCpu = new ArrayList<>();
    private Workplace workplace;
    private Remotes remotes;
    private Map<String, String> settings;

    @Override
    public void open(Workplace place) throws Exception {
        workplace = place;
        remotes = new Remotes();
        settings = remotes.settings(place.folder("data"));
    }

    @Override
    public final double ours() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        Shipped serai = starting(workplace, settings);
        return figure(begin, serai.process(), serai.webhook(), ourCpu);
    }

    @Override
    public final double theirs() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        Bare bare = startingBare(workplace);
        return figure(begin, bare.process(), bare.webhook(), theirCpu);
    }

    private double figure(long begin, Child process, String webhook, List<Double> cpu) throws IOException, InterruptedException {
        try (process) {
            double figure = measured(begin, process, webhook);
            cpu.add(process.cpuSeconds());
            return figure;
        }
    }

    Shipped starting(Workplace place, Map<String, String> asSet) throws IOException {
        return Shipped.starting(place, "serai", asSet);
    }

    Bare startingBare(Workplace place) throws IOException {
        return Bare.starting(place, "bare", List.of());
    }

    /** Starts a Serai that no round measures. */
    final Shipped starting() throws IOException {
        return starting(workplace, settings);
    }

    /** The CPU that each side had used when it was measured: medians, without the discarded rounds. */
    final Beside cpu() {
        double ours = ofTheRounds(ourCpu);
        double theirs = ofTheRounds(theirCpu);
        return new Beside("CPU %.2f s, theirs %.2f".formatted(ours, theirs), Map.of("serai_cpu_s", ours, "other_cpu_s", theirs));
    }

    private static double ofTheRounds(List<Double> cpu) {
        return Comparison.median(cpu.subList(1, cpu.size()));
    }

    /**
     * The figure of a process that is being started, of which more is better.
     *
     * @param begin when it was started, as {@link System#nanoTime()} tells
     */
    abstract double measured(long begin, Child process, String webhook) throws IOException, InterruptedException;

    @Override
    public final void close() {
        if (remotes != null) {
            remotes.close();
        }
    }
}
