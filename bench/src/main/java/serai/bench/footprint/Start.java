package serai.bench.footprint;

import serai.bench.comparison.Beside;
import serai.bench.load.Publisher;
import serai.bench.machine.Child;

import java.io.IOException;

/** From the command to the first event accepted, against a bare server without any options of Java. */
public class Start extends BesideBare {

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
    public final String unit() {
        return "s, less is better";
    }

    @Override
    public final double inUnit(double startsPerSecond) {
        return 1 / startsPerSecond;
    }

    @Override
    public final String shown(double seconds) {
        return "%.2f".formatted(seconds);
    }

    @Override
    public String title() {
        return "./serai run to its first 202, against bare Vert.x to its own";
    }

    @Override
    public String conclusion() {
        return "How long a restart keeps senders waiting, beside the shortest that Java and its HTTP server allow.";
    }

    /** The CPU depends less than the duration on what else the machine does. */
    @Override
    public final Beside beside() {
        return cpu();
    }

    @Override
    final double measured(long begin, Child process, String webhook) throws IOException, InterruptedException {
        process.until("an answer", new Publisher(webhook)::isAccepted);
        return 1e9 / (System.nanoTime() - begin);
    }
}
