package serai.destinations;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import serai.testkit.OneDestination;
import serai.testkit.http.HangingEndpoint;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Endpoints that go on answering and never end: an attempt has a time in all, and a stop does not wait for it. */
class HangingEndpointsTest {

    /** Where an answer may stand still, or go on for ever. */
    private enum Hangs {
        SILENT("", ""),
        STATUS_LINE("HTTP/1.1 ", "2"),
        HEADERS("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n", "X-More: and more\r\n"),
        CONTINUES("", "HTTP/1.1 100 Continue\r\n\r\n"),
        BODY("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n[", " "),
        CHUNKS("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\n \r\n"),
        REFUSAL("HTTP/1.1 400 Bad Request\r\nContent-Length: 100000\r\n\r\n", "no"),
        HANDSHAKE("\u0016\u0003\u0003@\u0000", "\u0000");

        private final String begins;
        private final String repeats;

        Hangs(String begins, String repeats) {
            this.begins = begins;
            this.repeats = repeats;
        }
    }

    @TempDir
    private Path folder;
    private OneDestination serai;

    @AfterEach
    void stop() {
        serai.close();
    }

    private OneDestination lrs(String url) throws Exception {
        serai = new OneDestination("lrs", folder).with("serai.lrs.url", url).with("serai.lrs.response.max.ms", 10_000)
                .with("serai.lrs.attempt.max.ms", 600);
        return serai;
    }

    @ParameterizedTest
    @EnumSource(names = "REFUSAL", mode = EnumSource.Mode.EXCLUDE)
    void anAttemptEndsInItsTimeWhereverTheAnswerHangs(Hangs where) throws Exception {
        try (HangingEndpoint endpoint = new HangingEndpoint(where.begins, where.repeats)) {
            lrs((where == Hangs.HANDSHAKE ? "https" : "http") + "://127.0.0.1:" + endpoint.port()).holding("anna").start();

            failsInTime();
        }
    }

    /** Its status has come, which is what counts. */
    @Test
    void aRefusalWhoseTextHangsIsARefusal() throws Exception {
        try (HangingEndpoint endpoint = new HangingEndpoint(Hangs.REFUSAL.begins, Hangs.REFUSAL.repeats)) {
            lrs("http://127.0.0.1:" + endpoint.port()).holding("anna").start();

            serai.untilBalance(1, 0, 0, 1);

            assertThat(serai.journalRows("SELECT class, status FROM aside")).containsExactly("refused|400");
        }
    }

    private void failsInTime() throws Exception {
        await().atMost(30, SECONDS).until(() -> serai.state().failures() > 1);
        assertThat(serai.state().failure()).contains("has taken longer than 600 ms");
        assertThat(serai.state().stopped()).isNull();
        serai.untilBalance(1, 0, 1, 0);
    }

    /** The token and the question about a known statement are of the same attempt. */
    @ParameterizedTest
    @CsvSource({"true", "false"})
    void anAttemptEndsInItsTimeWhereWhatItAsksBesidesHangs(boolean token) throws Exception {
        HttpServer lrs = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try (HangingEndpoint hanging = new HangingEndpoint(Hangs.BODY.begins, Hangs.BODY.repeats)) {
            lrs.createContext("/", exchange -> {
                boolean question = exchange.getRequestMethod().equals("GET");
                exchange.sendResponseHeaders(question ? 200 : 409, question ? 100_000 : -1);
                if (!question) {
                    exchange.close();
                }
            });
            lrs.start();
            lrs("http://127.0.0.1:" + lrs.getAddress().getPort());
            if (token) {
                serai.with("serai.lrs.oauth2.token.url", "http://127.0.0.1:" + hanging.port())
                        .with("serai.lrs.oauth2.client-id", "serai").with("serai.lrs.oauth2.client-secret", "s3cr3t");
            }
            serai.holding("anna").start();

            failsInTime();
        } finally {
            lrs.stop(0);
        }
    }

    @Test
    void aStopDoesNotWaitForAnEndpointThatHangs() throws Exception {
        try (HangingEndpoint endpoint = new HangingEndpoint(Hangs.BODY.begins, Hangs.BODY.repeats)) {
            lrs("http://127.0.0.1:" + endpoint.port()).with("serai.lrs.attempt.max.ms", 600_000).holding("anna").start();
            await().atMost(30, SECONDS).until(() -> endpoint.connections() == 1);

            long begun = System.nanoTime();
            serai.stop();

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
        }
    }

    /** Without one that is set, it follows from the time-outs of the endpoint. */
    @Test
    void anAttemptHasATimeWhereNoneIsSet() throws Exception {
        try (HangingEndpoint endpoint = new HangingEndpoint(Hangs.BODY.begins, Hangs.BODY.repeats)) {
            serai = new OneDestination("lrs", folder).with("serai.lrs.url", "http://127.0.0.1:" + endpoint.port())
                    .with("serai.lrs.response.max.ms", 250).with("serai.lrs.connect.max.ms", 100).holding("anna");
            serai.start();

            failsInTime();
        }
    }
}
