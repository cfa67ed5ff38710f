package host;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.sandbox.SandboxHttp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

/** The bundle on a real Karaf, a process of its own. */
class KarafIT {

    private static final String PASSWORD = "a password of the inn";
    private static final int TRIES_MAX = 1200;
    /** The JDK's process reaper, which has the class loader of whoever started a process, ends after a minute without one. */
    private static final int LOADER_SECONDS_MAX = 150;

    @TempDir
    private Path base;

    private SandboxHttp lrs;
    private Karaf karaf;
    private int port;

    @BeforeEach
    void starts() throws Exception {
        lrs = new SandboxHttp("127.0.0.1", 0).start();
        port = Karaf.freePort();
        karaf = new Karaf(base);
        Files.writeString(base.resolve("etc/serai/application.properties"), """
                host.port = %s
                serai.data = %s
                serai.mct.enabled = false
                serai.praesidium.password = %s
                serai.lrs.url = http://127.0.0.1:%s/lrs
                """.formatted(port, base.resolve("data/serai"), PASSWORD, lrs.port()));
        deploy();
        untilAnswers(401);
    }

    @AfterEach
    void stops() throws Exception {
        karaf.close();
        lrs.close();
    }

    @Test
    void takesBothEventsInToFileAndDatabaseAndLeavesNothingWhenItIsStoppedAndUpdated() throws Exception {
        deliversBothEventsOnce();

        Path route = base.resolve("etc/serai/routes/source-praesidium.camel.yaml"); // edited by an operator
        Files.writeString(route, Files.readString(route).replace("id: source-praesidium", "id: edited-praesidium"));
        karaf.console("bundle:stop host.serai");
        untilNobodyListens();
        karaf.console("bundle:start host.serai");
        untilAnswers(401);
        assertTrue(karaf.log().contains("edited-praesidium"), karaf.log());
        deliversBothEventsOnce(); // known: nothing is doubled
        assertEquals(1, karaf.loaders(), "stop and start keep the class loader");

        karaf.console("bundle:update host.serai file:" + Path.of("target/karaf-1.jar").toAbsolutePath());
        untilAnswers(401);
        deliversBothEventsOnce();
        untilLoaders(1);

        Files.delete(base.resolve("deploy/serai.jar"));
        untilNobodyListens();
        deploy();
        untilAnswers(401);
        deliversBothEventsOnce();
        untilLoaders(1);
    }

    private void deliversBothEventsOnce() throws Exception {
        new Page("karaf.md").run(Map.of("PORT", String.valueOf(port), "SERAI_PASSWORD", PASSWORD));
        Page.untilDelivered(() -> Page.balances(base.resolve("data/serai/journal.db")));
        assertEquals(List.of("COURSE_COMPLETED", "LEARNING_PATH_COMPLETED"), typesInTheArchive());
        try (Connection warehouse = DriverManager.getConnection("jdbc:sqlite:" + base.resolve("data/serai/warehouse.db"));
                ResultSet rows = warehouse.createStatement().executeQuery(
                        "SELECT (SELECT count(*) FROM course_completed), (SELECT count(*) FROM learning_path_completed)")) {
            assertEquals(List.of(1, 1), List.of(rows.getInt(1), rows.getInt(2)));
        }
    }

    private List<String> typesInTheArchive() throws IOException {
        List<String> types = new ArrayList<>();
        try (Stream<Path> archive = Files.walk(base.resolve("data/serai/archive"))) {
            for (Path file : archive.filter(file -> file.toString().endsWith(".jsonl")).toList()) {
                for (String line : Files.readAllLines(file)) {
                    types.add(line.replaceFirst(".*\"type\":\"(\\w+)\".*", "$1"));
                }
            }
        }
        return types.stream().sorted().toList();
    }

    /** Under another name first, so that Karaf sees it whole. */
    private void deploy() throws IOException {
        Files.copy(Path.of("target/karaf-1.jar"), base.resolve("deploy/serai.new"), StandardCopyOption.REPLACE_EXISTING);
        Files.move(base.resolve("deploy/serai.new"), base.resolve("deploy/serai.jar"));
    }

    private void untilLoaders(int expected) throws Exception {
        long loaders = -1;
        long seconds = 0;
        for (; seconds < LOADER_SECONDS_MAX && (loaders = karaf.loaders()) != expected; seconds++) {
            TimeUnit.SECONDS.sleep(1);
        }
        System.out.printf("class loaders with Serai's classes after %d s: %d%n", seconds, loaders);
        if (loaders != expected) {
            karaf.jcmd("GC.heap_dump", Path.of("target/leak.hprof").toAbsolutePath().toString());
        }
        assertEquals(expected, loaders, karaf.threads());
    }

    /** Without a request: one that comes while Serai stops ends in an exception, which Karaf's log keeps with its classes. */
    private void untilNobodyListens() throws Exception {
        for (int i = 0; i < TRIES_MAX; i++) {
            try (ServerSocket mine = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return;
            } catch (IOException e) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
        fail("port " + port + " is still listened to\n" + karaf.log());
    }

    private void untilAnswers(int status) throws Exception {
        int last = 0;
        for (int i = 0; i < TRIES_MAX && last != status; i++) {
            TimeUnit.MILLISECONDS.sleep(100);
            last = statusWithoutCredentials();
        }
        assertEquals(status, last, karaf.log());
    }

    private int statusWithoutCredentials() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/praesidium/events"))
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString("{}")).build();
        try {
            return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return -1;
        }
    }
}
