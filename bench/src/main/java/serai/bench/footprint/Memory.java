package serai.bench.footprint;

import serai.bench.load.Publisher;
import serai.bench.machine.Child;

import java.io.IOException;
import java.time.Duration;

/** Resident memory, idle or under a modest load, against a bare server without any options of Java. */
public final class Memory extends BesideBare {

    private static final Duration TIME = Duration.ofSeconds(5);
    private static final double MEBIBYTE = 1024 * 1024;

    private final String name;
    private final int eventsPerSecond;

    private Memory(String name, int eventsPerSecond) {
        this.name = name;
        this.eventsPerSecond = eventsPerSecond;
    }

    /** Measures a while after the first event. */
    public static Memory idle() {
        return new Memory("memory-idle", 0);
    }

    /** Measures after a load that is delivered as it comes. */
    public static Memory underLoad() {
        return new Memory("memory-load", 200);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public double goal() {
        return 0.77;
    }

    @Override
    public String unit() {
        return "MiB, less is better";
    }

    @Override
    public double inUnit(double perMebibyte) {
        return 1 / perMebibyte;
    }

    @Override
    public String title() {
        return "resident memory, %s, against bare Vert.x".formatted(
                eventsPerSecond == 0 ? "idle" : "at %d events/s".formatted(eventsPerSecond));
    }

    @Override
    public String conclusion() {
        return "What a Serai needs on a small machine beside Java and its HTTP server.";
    }

    @Override
    double measured(long begin, Child process, String webhook) throws IOException, InterruptedException {
        Publisher publisher = new Publisher(webhook);
        process.until("an answer", publisher::isAccepted);
        if (eventsPerSecond == 0) {
            Thread.sleep(TIME.toMillis());
        } else {
            publisher.post(eventsPerSecond, TIME);
        }
        return MEBIBYTE / process.residentBytes();
    }
}
