package serai.bench.footprint;

import serai.bench.comparison.Bench;
import serai.bench.load.Publisher;
import serai.bench.load.Remotes;
import serai.bench.machine.Child;
import serai.bench.machine.Workplace;
import serai.bench.ours.Shipped;
import serai.bench.peer.Bare;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** From the command to the first event accepted, against a bare server as Java starts it. */
public final class Start implements Bench {

    private Workplace workplace;
    private Remotes remotes;
    private Map<String, String> settings;

    @Override
    public String name() {
        return "start";
    }

    @Override
    public double goal() {
        return 0.8;
    }

    @Override
    public double farMark() {
        return 1.1;
    }

    @Override
    public String unit() {
        return "s, less is better";
    }

    @Override
    public String shown(double startsPerSecond) {
        return "%.2f".formatted(1 / startsPerSecond);
    }

    @Override
    public String title() {
        return "./serai run to its first 202, against bare Vert.x to its own";
    }

    @Override
    public String conclusion() {
        return "How long a restart keeps senders waiting, beside the shortest that Java and its HTTP server allow.";
    }

    @Override
    public void open(Workplace place) throws IOException {
        workplace = place;
        remotes = new Remotes();
        settings = remotes.settings(place.folder("data"));
    }

    @Override
    public double ours() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        Shipped serai = Shipped.starting(workplace, "serai", settings);
        return startsPerSecond(begin, serai.process(), serai.webhook());
    }

    @Override
    public double theirs() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        Bare bare = Bare.starting(workplace, "bare", List.of());
        return startsPerSecond(begin, bare.process(), bare.webhook());
    }

    private static double startsPerSecond(long begin, Child process, String webhook) throws IOException, InterruptedException {
        try (process) {
            process.until("an answer", new Publisher(webhook)::isAccepted);
            return 1e9 / (System.nanoTime() - begin);
        }
    }

    @Override
    public void close() {
        if (remotes != null) {
            remotes.close();
        }
    }
}
