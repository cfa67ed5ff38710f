package serai.webhook.server;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.cli.run.StandaloneRuntime;
import serai.cli.terminal.Version;
import serai.testkit.FreePort;
import serai.testkit.http.Attacker;

import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Properties;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The port of health and metrics, which has no passwords: what holds for the webhook's connections holds for its own. */
class ManagementPortTest {

    private static final int ADDRESS_MAX = 3;
    private static final long FLOOD_BYTES = 5_000_000;

    private static StandaloneRuntime runtime;
    private static int port;

    @BeforeAll
    static void start(@TempDir Path data) throws Exception {
        Properties overrides = FreePort.settings();
        overrides.setProperty("serai.data", data.toString());
        overrides.setProperty("serai.webhook.head.max.ms", "500");
        overrides.setProperty("serai.webhook.receive.max.ms", "2000");
        overrides.setProperty("serai.management.connections.max", "5");
        overrides.setProperty("serai.management.connections.address.max", Integer.toString(ADDRESS_MAX));
        runtime = new StandaloneRuntime(overrides);
        runtime.start();
        port = Integer.parseInt(overrides.getProperty("camel.management.port"));
    }

    @AfterAll
    static void stop() {
        runtime.close();
    }

    @Test
    void closesHalfARequestInAFewSeconds() throws Exception {
        try (Attacker attacker = new Attacker(port, "127.0.0.2")) {
            attacker.connect().getOutputStream()
                    .write("GET /observe/health HTTP/1.1\r\nHost: lo".getBytes(StandardCharsets.US_ASCII));

            await().atMost(30, SECONDS).until(() -> attacker.open() == 0);
        }
    }

    @Test
    void boundsConnectionsOfOneAddressAndOfAll() throws Exception {
        try (Attacker attacker = new Attacker(port, "127.0.0.2"); Attacker another = new Attacker(port, "127.0.0.3")) {
            attacker.connect(ADDRESS_MAX + 10);
            await().atMost(30, SECONDS).until(() -> attacker.open() == ADDRESS_MAX);
            assertThat(health().statusCode()).isPositive();
            another.connect(ADDRESS_MAX);
            await().atMost(30, SECONDS).until(() -> attacker.open() + another.open() <= 5);
        }
        await().atMost(30, SECONDS).ignoreExceptions().until(() -> get("/observe/metrics").body()
                .contains(
                        "serai_connections_refused_total{bound=\"serai.management.connections.address.max\",server=\"management\"}"));
    }

    @Test
    void takesNoRequestWhileAnswersWaitThatNobodyReads() throws Exception {
        try (Attacker attacker = new Attacker(port, "127.0.0.2")) {
            attacker.floods("GET /observe/metrics HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(20), FLOOD_BYTES);

            assertThat(attacker.untilStuck(FLOOD_BYTES)).as("bytes taken").isLessThan(2_000_000);
            await().atMost(30, SECONDS).until(attacker::isCut);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 1000000", "Transfer-Encoding: chunked"})
    void refusesABodyThatNobodyNeedsToSend(String length) throws Exception {
        try (Attacker sender = new Attacker(port, "127.0.0.2")) {
            Socket socket = sender.connect();
            socket.getOutputStream().write("POST /observe/health HTTP/1.1\r\nHost: localhost\r\n%s\r\n\r\n".formatted(length)
                    .getBytes(StandardCharsets.US_ASCII));
            socket.setSoTimeout(30_000);

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void speaksNoHttp2() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri("/observe/health")).version(HttpClient.Version.HTTP_2).build();

        assertThat(HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding()).version())
                .isEqualTo(HttpClient.Version.HTTP_1_1);
    }

    private static HttpResponse<String> health() throws Exception {
        return get("/observe/health");
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
