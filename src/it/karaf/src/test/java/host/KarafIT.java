package host;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.sandbox.SandboxHttp;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The bundle on a real Karaf, a process of its own. */
class KarafIT {

    private static final String PASSWORD = "a password of the inn";
    private static final Path HOME = Path.of("target/apache-karaf-4.4.8").toAbsolutePath();
    private static final int UPDATES = 3;
    private static final int TRIES_MAX = 1200;

    @TempDir
    private Path base;

    private SandboxHttp lrs;
    private Process karaf;
    private int port;

    @BeforeEach
    void starts() throws Exception {
        lrs = new SandboxHttp("127.0.0.1", 0).start();
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        for (String folder : List.of("data", "data/serai", "deploy", "etc", "etc/serai")) {
            Files.createDirectory(base.resolve(folder),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        try (Stream<Path> files = Files.list(HOME.resolve("etc"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, base.resolve("etc").resolve(file.getFileName()));
            }
        }
        Files.writeString(base.resolve("etc/serai/application.properties"), """
                host.port = %s
                serai.data = %s
                serai.mct.enabled = false
                serai.praesidium.password = %s
                serai.lrs.url = http://127.0.0.1:%s/lrs
                """.formatted(port, base.resolve("data/serai"), PASSWORD, lrs.port()));
        ProcessBuilder start = new ProcessBuilder(HOME.resolve("bin/karaf").toString(), "server").redirectErrorStream(true)
                .redirectOutput(Path.of("target/karaf.out").toFile());
        start.environment().putAll(Map.of("KARAF_BASE", base.toString(), "KARAF_DATA", base.resolve("data").toString(), "KARAF_ETC",
                base.resolve("etc").toString(), "JAVA_HOME", System.getProperty("java.home"), "KARAF_EXEC", "exec"));
        karaf = start.start();
        deploy();
        until(401);
    }

    @AfterEach
    void stops() throws Exception {
        karaf.descendants().forEach(ProcessHandle::destroy);
        karaf.destroy();
        assertTrue(karaf.waitFor(1, TimeUnit.MINUTES));
        lrs.close();
    }

    @Test
    void takesBothEventsInAndDeliversThemAlsoAfterAnUpdate() throws Exception {
        new Page("karaf.md").run(Map.of("PORT", String.valueOf(port), "SERAI_PASSWORD", PASSWORD));
        Page.untilDelivered(() -> Page.balances(base.resolve("data/serai/journal.db")));
        try (Stream<Path> archive = Files.walk(base.resolve("data/serai/archive"))) {
            assertTrue(archive.anyMatch(file -> file.toString().contains("course_completed")));
        }

        Path route = base.resolve("etc/serai/routes/source-praesidium.camel.yaml"); // edited by an operator
        Files.writeString(route, Files.readString(route).replace("id: source-praesidium", "id: edited-praesidium"));
        for (int i = 0; i < UPDATES; i++) {
            Files.delete(base.resolve("deploy/serai.jar"));
            until(-1);
            deploy();
            until(401);
            System.out.println("after " + (i + 1) + " updates in memory: " + instances("serai.journal.camel.JournalComponent"));
        }
        new Page("karaf.md").run(Map.of("PORT", String.valueOf(port), "SERAI_PASSWORD", PASSWORD)); // known: nothing is doubled
        Page.untilDelivered(() -> Page.balances(base.resolve("data/serai/journal.db")));
        assertTrue(log().contains("edited-praesidium"), log());
        // the JDK's soft references may keep the one before until memory is needed
        assertTrue(instances("serai.journal.camel.JournalComponent") <= 2,
                () -> "of Serai in memory, after an update, with the threads\n" + threads());
    }

    private void deploy() throws IOException {
        Files.copy(Path.of("target/karaf-1.jar"), base.resolve("deploy/serai.new"));
        Files.move(base.resolve("deploy/serai.new"), base.resolve("deploy/serai.jar"));
    }

    /** How many objects of a class can be reached. */
    private long instances(String type) throws Exception {
        String lines = jcmd("GC.class_histogram");
        return lines.lines().map(line -> line.strip().split(" +")).filter(words -> words.length > 3 && words[3].equals(type))
                .mapToLong(words -> Long.parseLong(words[1])).sum();
    }

    private String threads() {
        try {
            return jcmd("Thread.print").lines().filter(line -> line.startsWith("\"")).map(line -> line.replaceFirst("#.*", "")).sorted()
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private String jcmd(String command) throws IOException {
        long pid = karaf.descendants().filter(ProcessHandle::isAlive).map(ProcessHandle::pid).findFirst().orElse(karaf.pid());
        Process tool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin/jcmd").toString(), String.valueOf(pid), command)
                .redirectErrorStream(true).start();
        return new String(tool.getInputStream().readAllBytes());
    }

    private String log() throws IOException {
        Path file = base.resolve("data/log/karaf.log");
        return (Files.exists(file) ? Files.readString(file) : "no log") + Files.readString(Path.of("target/karaf.out"));
    }

    private void until(int status) throws Exception {
        int last = 0;
        for (int i = 0; i < TRIES_MAX && last != status; i++) {
            TimeUnit.MILLISECONDS.sleep(100);
            try {
                last = post("", "application/json", "{}").statusCode();
            } catch (IOException e) {
                last = -1;
            }
        }
        assertEquals(status, last, log());
    }

    private HttpResponse<String> post(String password, String type, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/praesidium/events"))
                .header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofString(body));
        if (!password.isEmpty()) {
            request.header("Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(("praesidium:" + password).getBytes()));
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
