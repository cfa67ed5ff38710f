package serai.bench.footprint;

import serai.bench.comparison.Bench;
import serai.bench.load.Remotes;
import serai.bench.machine.Child;
import serai.bench.machine.Workplace;
import serai.bench.ours.Shipped;
import serai.bench.peer.Bare;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A Serai and a bare server, each started anew for every round, as Java starts it. */
abstract class BesideBare implements Bench {

    private Workplace workplace;
    private Remotes remotes;
    private Map<String, String> settings;

    @Override
    public final void open(Workplace place) throws IOException {
        workplace = place;
        remotes = new Remotes();
        settings = remotes.settings(place.folder("data"));
    }

    @Override
    public final double ours() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        Shipped serai = Shipped.starting(workplace, "serai", settings);
        return figure(begin, serai.process(), serai.webhook());
    }

    @Override
    public final double theirs() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        Bare bare = Bare.starting(workplace, "bare", List.of());
        return figure(begin, bare.process(), bare.webhook());
    }

    private double figure(long begin, Child process, String webhook) throws IOException, InterruptedException {
        try (process) {
            return measured(begin, process, webhook);
        }
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
