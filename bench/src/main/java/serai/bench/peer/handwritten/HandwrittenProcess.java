package serai.bench.peer.handwritten;

import serai.bench.load.Credentials;
import serai.bench.load.Publisher;
import serai.bench.machine.Child;
import serai.bench.machine.Workplace;

import java.io.IOException;
import java.util.List;

/** The program {@link Handwritten} in a process of its own. */
public final class HandwrittenProcess {

    private final String url;
    private final Child process;

    private HandwrittenProcess(String url, Child process) {
        this.url = url;
        this.process = process;
    }

    /** Starts it, and returns when it answers. @param database its address, as JDBC has it */
    public static HandwrittenProcess start(Workplace workplace, List<String> javaOptions, String database)
            throws IOException, InterruptedException {
        int port = workplace.freePort();
        String url = "http://127.0.0.1:%d/praesidium/events".formatted(port);
        Child process = workplace.startJava("handwritten", javaOptions, Handwritten.class, Integer.toString(port), database,
                Credentials.USER, Credentials.PASSWORD);
        return new HandwrittenProcess(url, process.until("an answer", new Publisher(url)::isAccepted));
    }

    /** As {@link #start(Workplace, List, String)}, with an empty table of SQLite. */
    public static HandwrittenProcess start(Workplace workplace, List<String> javaOptions) throws IOException, InterruptedException {
        return start(workplace, javaOptions, "jdbc:sqlite:" + workplace.folder("handwritten").resolve("events.db"));
    }

    public String webhook() {
        return url;
    }

    public Child process() {
        return process;
    }
}
