package serai.bench.peer;

import serai.bench.load.Publisher;
import serai.bench.machine.Child;
import serai.bench.machine.Jdk;
import serai.bench.machine.Workplace;

import java.io.IOException;
import java.util.List;

/** A bare Vert.x server in a process of its own, from the Vert.x that Serai has. */
public final class Bare {

    private final String url;
    private final Child process;

    private Bare(String url, Child process) {
        this.url = url;
        this.process = process;
    }

    /** Starts it. Returns at once; it ends with the workplace. */
    public static Bare starting(Workplace workplace, String name, List<String> javaOptions) throws IOException {
        int port = workplace.freePort();
        return new Bare(url(port), workplace.startJava(name, javaOptions, BareVertx.class, Integer.toString(port)));
    }

    /** Starts it with another Java, without any options. */
    public static Bare starting(Workplace workplace, String name, Jdk jdk) throws IOException {
        int port = workplace.freePort();
        return new Bare(url(port), workplace.startJava(jdk.java(), name, List.of(), System.getProperty("java.class.path"),
                BareVertx.class, Integer.toString(port)));
    }

    private static String url(int port) {
        return "http://127.0.0.1:%d/praesidium/events".formatted(port);
    }

    /** Starts it, and returns when it answers. */
    public static Bare start(Workplace workplace, String name, List<String> javaOptions) throws IOException, InterruptedException {
        Bare bare = starting(workplace, name, javaOptions);
        bare.process.until("an answer", new Publisher(bare.url)::isAccepted);
        return bare;
    }

    public String webhook() {
        return url;
    }

    public Child process() {
        return process;
    }
}
