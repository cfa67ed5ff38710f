package serai.webhook.server;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.cli.run.StandaloneRuntime;
import serai.testkit.EmbeddedSerai;
import serai.testkit.FreePort;
import serai.testkit.http.RawAnswer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Properties;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The webhook knows from the head of a request what it doesn't take, and reads nothing of its body then. */
@TestInstance(Lifecycle.PER_CLASS)
class UnreadBodiesTest {

    private static final int PATIENCE_MS = 30_000;
    private static final int BODY_MAX_BYTES = 1_000;
    private static final String RIGHT = EmbeddedSerai.basic("praesidium", EmbeddedSerai.PASSWORD);

    private final Properties settings = FreePort.settings();
    private StandaloneRuntime runtime;
    private BodiesInFlight bodies;
    private String event;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        settings.setProperty("serai.data", data.toString());
        settings.setProperty("serai.mct.enabled", "false");
        settings.setProperty("serai.praesidium.password", EmbeddedSerai.PASSWORD);
        settings.setProperty("camel.server.maxBodySize", Integer.toString(BODY_MAX_BYTES));
        settings.setProperty("serai.webhook.inflight.max.bytes", Integer.toString(2 * BODY_MAX_BYTES));
        runtime = new StandaloneRuntime(settings);
        runtime.start();
        bodies = runtime.context().getRegistry().findSingleByType(BodiesInFlight.class);
        event = EmbeddedSerai.resource("praesidium-course-completed.json").replaceAll("\\s+", " ");
    }

    @AfterAll
    void stop() {
        runtime.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Authorization: Basic d3Jvbmc6d3Jvbmc=\r\n", "Authorization: Basic ?\r\n", "Authorization: Bearer x\r\n", "",
                    "Authorization: Basic d3Jvbmc6d3Jvbmc=\r\nExpect: 100-continue\r\n"})
    void whoMayNotSendIsToldSoBeforeTheBodyAndTheConnectionIsClosed(String headers) throws Exception {
        try (Socket socket = sent(headers + "Content-Length: 900\r\n", "")) {
            assertThat(RawAnswer.of(socket)).startsWith("HTTP/1.1 401 ").containsIgnoringCase("connection: close")
                    .contains("application/problem+json").doesNotContain("(reset)");
        }
        try (Socket socket = sent(headers + "Transfer-Encoding: chunked\r\n", "")) {
            assertThat(RawAnswer.of(socket)).startsWith("HTTP/1.1 401 ").containsIgnoringCase("connection: close");
        }
        assertThat(bodies.bytes()).isZero();
    }

    /** The sender is told although it does not stop to send. */
    @Test
    void theAnswerArrivesThoughTheBodyIsSentAllTheSame() throws Exception {
        try (Socket socket = sent("Content-Length: 200000\r\n", "x".repeat(200_000))) {
            assertThat(RawAnswer.of(socket)).startsWith("HTTP/1.1 401 ").doesNotContain("(reset)");
        }
    }

    @Test
    void nothingIsReadOfABodyWhoseHeadCameBehindAnotherRequest() throws Exception {
        long taken = 0;
        try (Socket socket = sent(authorization() + "Content-Length: " + event.length() + "\r\n", event
                + "POST /praesidium/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic d3Jvbmc6d3Jvbmc=\r\nContent-Length: 900000000\r\n\r\n"
                + "x".repeat(30_000))) {
            byte[] part = new byte[65_536];
            while (taken < 100_000_000) {
                socket.getOutputStream().write(part);
                taken += part.length;
            }
        } catch (SocketException e) {
            // Closed, as it should be.
        }
        assertThat(taken).as("bytes, with what both sides' sockets hold").isLessThan(40_000_000);
    }

    @Test
    void aBodyThatIsTooLongIsRefusedBeforeItIsSent() throws Exception {
        try (Socket socket = sent(authorization() + "Content-Length: 1001\r\n", "")) {
            assertThat(RawAnswer.of(socket)).startsWith("HTTP/1.1 413 ").containsIgnoringCase("connection: close");
        }
        try (Socket socket = sent(authorization() + "Transfer-Encoding: chunked\r\n", "3e9\r\n" + "x".repeat(1_001))) {
            assertThat(RawAnswer.of(socket)).startsWith("HTTP/1.1 413 ").containsIgnoringCase("connection: close");
        }
        await().atMost(30, SECONDS).until(() -> bodies.bytes() == 0);
    }

    @Test
    void whoAsksWhetherToSendIsToldSoOnlyIfHeMay() throws Exception {
        try (Socket socket = sent(authorization() + "Expect: 100-continue\r\nConnection: close\r\nContent-Length: "
                + event.length() + "\r\n", "")) {
            assertThat(new String(socket.getInputStream().readNBytes(25), StandardCharsets.ISO_8859_1))
                    .isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            socket.getOutputStream().write(event.getBytes(StandardCharsets.UTF_8));
            assertThat(RawAnswer.of(socket)).startsWith("HTTP/1.1 202 ");
        }
    }

    @Test
    void bodiesBeyondTheBoundOfAllAreRefusedUntilThereIsRoom() throws Exception {
        long before = bodies.refused();
        try (Socket one = sent(authorization() + "Content-Length: 1000\r\n", "{");
                Socket two = sent(authorization() + "Transfer-Encoding: chunked\r\n", "384\r\n" + "x".repeat(900))) {
            assertThat(one.isConnected() && two.isConnected()).isTrue();
            await().atMost(30, SECONDS).until(() -> bodies.bytes() == 1_900);

            try (Socket beyond = sent(authorization() + "Content-Length: 900\r\nExpect: 100-continue\r\n", "")) {
                assertThat(RawAnswer.of(beyond)).startsWith("HTTP/1.1 503 ").contains("Retry-After: 5")
                        .containsIgnoringCase("connection: close");
            }
            try (Socket beyond = sent(authorization() + "Transfer-Encoding: chunked\r\n", "384\r\n" + "x".repeat(900))) {
                assertThat(RawAnswer.of(beyond)).startsWith("HTTP/1.1 503 ");
            }
            assertThat(bodies.refused() - before).isEqualTo(2);
            assertThat(bodies.bytes()).isEqualTo(1_900);
        }
        await().atMost(30, SECONDS).until(() -> bodies.bytes() == 0);
        try (Socket socket = sent(authorization() + "Connection: close\r\nContent-Length: " + event.length() + "\r\n", event)) {
            assertThat(RawAnswer.of(socket)).startsWith("HTTP/1.1 202 ").as("one piece: a length instead of chunks")
                    .containsIgnoringCase("content-length: 0").doesNotContainIgnoringCase("transfer-encoding");
        }
        await().atMost(30, SECONDS).until(() -> bodies.bytes() == 0);
    }

    private static String authorization() {
        return "Authorization: " + RIGHT + "\r\n";
    }

    private Socket sent(String headers, String body) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(settings.getProperty("camel.server.port")));
        socket.setSoTimeout(PATIENCE_MS);
        socket.getOutputStream().write(("POST /praesidium/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + headers + "\r\n" + body).getBytes(StandardCharsets.UTF_8));
        return socket;
    }
}
