package serai.bench.peer;

import serai.bench.load.Credentials;
import serai.bench.load.Publisher;
import serai.bench.machine.Child;
import serai.bench.machine.Workplace;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Camel with an embedded ActiveMQ Artemis, as {@code bench/peers/artemis} has it, on a class path of its own, whose libraries
 * Maven copies once.
 */
public final class Artemis {

    private static final String PEER = "bench/peers/artemis";
    private static final Duration TO_INSTALL = Duration.ofMinutes(5);

    private final String webhook;
    private final Child process;
    private final Path folder;

    private Artemis(String webhook, Child process, Path folder) {
        this.webhook = webhook;
        this.process = process;
        this.folder = folder;
    }

    /**
     * Returns when it answers. It ends with the workplace.
     *
     * @param delivers whether consumers write to {@link #delivered} what the queue has
     */
    public static Artemis start(Workplace workplace, List<String> javaOptions, boolean delivers)
            throws IOException, InterruptedException {
        Path libraries = install(workplace);
        Path folder = workplace.folder("artemis");
        int port = workplace.freePort();
        String webhook = "http://127.0.0.1:%d/praesidium/events".formatted(port);
        List<String> options = new ArrayList<>(javaOptions);
        options.add("-Dbench.folder=" + folder); // broker.xml reads properties of the system alone
        String routes = "file:%s/%s.camel.yaml".formatted(PEER, delivers ? "*" : "take-in");
        String classPath = String.join(File.pathSeparator, ownClasses(), PEER, libraries + "/*");
        Child process = workplace.startJava("artemis", options, classPath, CamelPeer.class, PEER, "camel.server.port=" + port,
                "camel.server.basicPropertiesFile=" + Credentials.usersFile(workplace), "bench.folder=" + folder,
                "camel.main.routesIncludePattern=" + routes)
                .until("an answer", new Publisher(webhook)::isAccepted);
        return new Artemis(webhook, process, folder);
    }

    private static Path install(Workplace workplace) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Workplace.BASE.resolve("artemis"));
        Path libraries = folder.resolve("lib");
        Path wanted = Path.of(PEER, "pom.xml");
        Path installed = folder.resolve("pom.xml"); // written last
        if (!Files.exists(installed) || Files.mismatch(wanted, installed) >= 0) {
            Workplace.delete(libraries);
            workplace.start("mvn", Map.of(), List.of("mvn", "-B", "-q", "-f", wanted.toString(),
                    "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies", "-DoutputDirectory=" + libraries))
                    .finish(TO_INSTALL);
            Files.copy(wanted, installed, StandardCopyOption.REPLACE_EXISTING);
        }
        return libraries;
    }

    private static String ownClasses() throws IOException {
        try {
            return Path.of(CamelPeer.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    public String webhook() {
        return webhook;
    }

    public Child process() {
        return process;
    }

    /** The file that its consumers append to, an event a line. */
    public Path delivered() {
        return folder.resolve("delivered").resolve("events.jsonl");
    }
}
