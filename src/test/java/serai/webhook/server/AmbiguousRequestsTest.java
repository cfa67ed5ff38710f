package serai.webhook.server;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import serai.cli.run.StandaloneRuntime;
import serai.testkit.EmbeddedSerai;
import serai.testkit.FreePort;
import serai.testkit.http.RawAnswer;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What two readers of HTTP could take for different requests, at every port that takes HTTP: refused with 400 and closed, and what
 * follows on the connection is not taken for a request. In {@link #WRONG}, {@code @} stands for what a right head has besides.
 */
@TestInstance(Lifecycle.PER_CLASS)
class AmbiguousRequestsTest {

    private static final String TWO_ANSWERS = "(?s)HTTP/1\\.\\d \\d.*HTTP/1\\.\\d \\d";
    private static final String RIGHT = "HTTP/1\\.1 (20\\d|421)"; // the sandbox is for loopback only
    private static final int PATIENCE_MS = 30_000;
    private static final String BEHIND = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    private static final String CHUNKED = "@Transfer-Encoding: chunked\r\n\r\n";
    private static final Map<String, String> WRONG = new LinkedHashMap<>();

    static {
        WRONG.put("Transfer-Encoding with Content-Length",
                "@Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n2\r\n{}\r\n0\r\n\r\n");
        WRONG.put("Content-Length with Transfer-Encoding",
                "@Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n");
        WRONG.put("two lengths", "@Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}");
        WRONG.put("two lengths, the same", "@Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}");
        WRONG.put("a list of lengths", "@Content-Length: 2, 2\r\n\r\n{}");
        WRONG.put("a length with a sign", "@Content-Length: +2\r\n\r\n{}");
        WRONG.put("a length below 0", "@Content-Length: -2\r\n\r\n{}");
        WRONG.put("a length in hexadecimal digits", "@Content-Length: 0x2\r\n\r\n{}");
        WRONG.put("no length in it", "@Content-Length:\r\n\r\n{}");
        WRONG.put("a length beyond 2^63", "@Content-Length: 18446744073709551618\r\n\r\n{}");
        WRONG.put("two codings", "@Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n");
        WRONG.put("a coding behind another", "@Transfer-Encoding: identity, chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n");
        WRONG.put("a coding that is none", "@Transfer-Encoding: xchunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n");
        WRONG.put("a coding with a tab in it", "@Transfer-Encoding: \u000bchunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n");
        WRONG.put("a folded coding", "@Transfer-Encoding:\r\n chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n");
        WRONG.put("a folded field", "@X-Other: a\r\n\tb\r\nContent-Length: 2\r\n\r\n{}");
        WRONG.put("a first field that is folded", "POST / HTTP/1.1\r\n Host: x\r\nContent-Length: 2\r\n\r\n{}");
        WRONG.put("a blank before the colon", "@Content-Length : 2\r\n\r\n{}");
        WRONG.put("a tab before the colon", "@Transfer-Encoding\t: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n");
        WRONG.put("a blank in a name", "@X Other: a\r\nContent-Length: 2\r\n\r\n{}");
        WRONG.put("a field without a name", "@: a\r\nContent-Length: 2\r\n\r\n{}");
        WRONG.put("a field without a colon", "@X-Other\r\nContent-Length: 2\r\n\r\n{}");
        WRONG.put("a letter that is no ASCII in a name", "@X-\u00d6ther: a\r\nContent-Length: 2\r\n\r\n{}");
        WRONG.put("a line feed alone behind a field", "@X-Other: a\nContent-Length: 2\r\n\r\n{}");
        WRONG.put("a line feed alone behind the head", "@Content-Length: 2\r\n\n{}");
        WRONG.put("a line feed alone behind the first line", "POST / HTTP/1.1\nHost: x\r\nContent-Length: 2\r\n\r\n{}");
        WRONG.put("a carriage return alone in a field", "@X-Other: a\rContent-Length: 0\r\nContent-Length: 2\r\n\r\n{}");
        WRONG.put("NUL in a field", "@X-Other: a\u0000b\r\nContent-Length: 2\r\n\r\n{}");
        WRONG.put("NUL in a name", "@X-Oth\u0000er: a\r\nContent-Length: 2\r\n\r\n{}");
        WRONG.put("a control character in a field", "@X-Other: a\u0001b\r\nContent-Length: 2\r\n\r\n{}");
        WRONG.put("DEL in a field", "@X-Other: a\u007fb\r\nContent-Length: 2\r\n\r\n{}");
        WRONG.put("a control character in the path", "POST /\u0001 HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}");
        WRONG.put("a tab for a blank in the first line", "POST\t/ HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}");
        WRONG.put("two blanks in the first line", "POST  / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}");
        WRONG.put("a blank in the path", "POST /a b HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}");
        WRONG.put("a path that is not encoded", "POST /\u00e9 HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}");
        WRONG.put("blanks before the method", "  POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}");
        WRONG.put("no version", "POST /\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}");
        WRONG.put("a version that is none", "POST / HTTP/1.1x\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}");
        WRONG.put("a version that nobody speaks here", "POST / HTTP/1.2\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}");
        WRONG.put("a coding in HTTP/1.0", "POST / HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n");
        WRONG.put("two hosts", "@Host: y\r\nContent-Length: 2\r\n\r\n{}");
        WRONG.put("no host", "POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}");
        WRONG.put("a host that is a list", "POST / HTTP/1.1\r\nHost: x, y\r\nContent-Length: 2\r\n\r\n{}");
        WRONG.put("a host with a path", "POST / HTTP/1.1\r\nHost: x/y\r\nContent-Length: 2\r\n\r\n{}");
        WRONG.put("a chunk of 2^32 and 2", CHUNKED + "100000002\r\n{}\r\n0\r\n\r\n");
        WRONG.put("a chunk of 2^64 and 2", CHUNKED + "10000000000000002\r\n{}\r\n0\r\n\r\n");
        WRONG.put("a chunk below 0", CHUNKED + "-2\r\n{}\r\n0\r\n\r\n");
        WRONG.put("a chunk with 0x", CHUNKED + "0x2\r\n{}\r\n0\r\n\r\n");
        WRONG.put("a chunk with a blank before its size", CHUNKED + " 2\r\n{}\r\n0\r\n\r\n");
        WRONG.put("a chunk with a blank behind its size", CHUNKED + "2 \r\n{}\r\n0\r\n\r\n");
        WRONG.put("a chunk without a size", CHUNKED + "\r\n{}\r\n0\r\n\r\n");
        WRONG.put("a chunk with a line feed alone behind its size", CHUNKED + "2\n{}\r\n0\r\n\r\n");
        WRONG.put("a chunk with a line feed alone behind it", CHUNKED + "2\r\n{}\n0\r\n\r\n");
        WRONG.put("a chunk that is longer than its size", CHUNKED + "2\r\n{}{}\r\n0\r\n\r\n");
        WRONG.put("an extension with a line feed in it", CHUNKED + "2;a=b\nc\r\n{}\r\n0\r\n\r\n");
        WRONG.put("an extension with a carriage return in it", CHUNKED + "2;a=b\rc\r\n{}\r\n0\r\n\r\n");
        WRONG.put("an extension with a line end in its quotes", CHUNKED + "2;a=\"b\r\nc\"\r\n{}\r\n0\r\n\r\n");
        WRONG.put("an extension without an end", CHUNKED + "2;a=" + "b".repeat(300) + "\r\n{}\r\n0\r\n\r\n");
        WRONG.put("a length behind the body", CHUNKED + "2\r\n{}\r\n0\r\nContent-Length: 2\r\n\r\n");
        WRONG.put("a line feed alone behind the body", CHUNKED + "2\r\n{}\r\n0\r\n\n");
    }

    private final Properties settings = FreePort.settings();
    private StandaloneRuntime runtime;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        settings.setProperty("serai.data", data.toString());
        settings.setProperty("serai.mct.enabled", "false");
        settings.setProperty("serai.praesidium.password", EmbeddedSerai.PASSWORD);
        runtime = new StandaloneRuntime(settings);
        runtime.start();
    }

    @AfterAll
    void stop() {
        runtime.close();
    }

    static Stream<Arguments> wrong() {
        return WRONG.keySet().stream().flatMap(what -> Stream.of("webhook", "management port", "sandbox")
                .map(where -> Arguments.of(what, where)));
    }

    @ParameterizedTest(name = "{0} to the {1}")
    @MethodSource("wrong")
    void whatCanBeReadInTwoWaysIsRefusedAndTheConnectionClosed(String what, String where) throws Exception {
        long before = taken();

        String answer = answer(where, written(WRONG.get(what), where) + BEHIND);

        assertThat(answer).startsWith("HTTP/1.1 400 ").doesNotContainPattern(TWO_ANSWERS);
        assertThat(answer.toLowerCase(java.util.Locale.ROOT)).contains("connection: close");
        assertThat(taken()).as("what was taken in, or refused as an event").isEqualTo(before);
    }

    /** In its turn: what was right before it has its own answer first. */
    @ParameterizedTest
    @MethodSource("places")
    void whatIsRightBeforeItIsAnswered(String where) throws Exception {
        assertThat(answer(where, right(where) + written(WRONG.get("two hosts"), where) + BEHIND))
                .containsPattern("^" + RIGHT).contains("HTTP/1.1 400 ");
    }

    static Stream<String> places() {
        return Stream.of("webhook", "management port", "sandbox");
    }

    @ParameterizedTest
    @MethodSource("places")
    void whatIsRightByteByByteIsAnswered(String where) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port(where))) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MS);
            for (byte one : (right(where) + right(where).replace("Host", "Connection: close\r\nHost"))
                    .getBytes(StandardCharsets.ISO_8859_1)) {
                socket.getOutputStream().write(one);
            }
            assertThat(RawAnswer.of(socket)).containsPattern("(?s)^" + RIGHT + ".*" + RIGHT).doesNotContain("HTTP/1.1 400");
        }
    }

    /** Vert.x forgets it without giving its memory back, and that ends some day. */
    @ParameterizedTest
    @MethodSource("places")
    void whatComesBehindTheLastRequestTakesNoMemory(String where) throws Exception {
        BufferPoolMXBean direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct")).findFirst().orElseThrow();
        String filling = "POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60000\r\n\r\n" + "x".repeat(60_000); // it reads more at once then
        byte[] bytes = (filling + "GET /x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n" + filling)
                .getBytes(StandardCharsets.ISO_8859_1);
        sendAgain(100, bytes, where); // each thread takes a first piece of memory, and keeps it
        long before = direct.getMemoryUsed();

        sendAgain(1_000, bytes, where);

        assertThat(direct.getMemoryUsed() - before).isLessThan(8_000_000);
    }

    private void sendAgain(int times, byte[] bytes, String where) throws IOException {
        for (int number = 0; number < times; number++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port(where))) {
                socket.setSoTimeout(PATIENCE_MS);
                socket.getOutputStream().write(bytes);
                RawAnswer.of(socket);
            } catch (SocketException e) {
                // Closed while it was still being sent to.
            }
        }
    }

    @ParameterizedTest
    @MethodSource("places")
    void speaksNoHttp2InClear(String where) throws Exception {
        assertThat(answer(where, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0")).doesNotContain("\0");
        assertThat(answer(where, right(where).replace("Host", "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                + "HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\nHost") + BEHIND)).containsPattern("^" + RIGHT)
                .doesNotContain("101 Switching");
    }

    @Test
    void aChunkThatIsWrongIsRefusedWhenItComesLater() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port("webhook"))) {
            socket.setSoTimeout(PATIENCE_MS);
            socket.getOutputStream().write(written(CHUNKED.replace("\r\n\r\n", "\r\nExpect: 100-continue\r\n\r\n"), "webhook")
                    .getBytes(StandardCharsets.ISO_8859_1));
            assertThat(new String(socket.getInputStream().readNBytes(25), StandardCharsets.ISO_8859_1)).startsWith("HTTP/1.1 100 ");
            socket.getOutputStream().write("2\r\n{}\r\n100000002\r\n".getBytes(StandardCharsets.ISO_8859_1));

            assertThat(RawAnswer.of(socket)).startsWith("HTTP/1.1 400 ").doesNotContainPattern(TWO_ANSWERS);
        }
    }

    private long taken() {
        return runtime.serai().journal().sources().values().stream().mapToLong(source -> source.accepted() + source.rejected())
                .sum();
    }

    private static String right(String where) throws IOException {
        String event = EmbeddedSerai.resource("praesidium-course-completed.json");
        return switch (where) {
            case "webhook" -> written("@Content-Length: %s\r\n\r\n%s".formatted(
                    event.getBytes(StandardCharsets.ISO_8859_1).length, event), where);
            case "management port" -> "GET /observe/health/live HTTP/1.1\r\nHost: x\r\n\r\n";
            default -> "GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n";
        };
    }

    private static String written(String request, String where) {
        String head = where.equals("management port") ? "GET /observe/health/live" : where.equals("sandbox") ? "GET /lrs/about"
                : "POST /praesidium/events";
        return request.replaceFirst("^@", head + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Authorization: " + EmbeddedSerai.basic("praesidium", EmbeddedSerai.PASSWORD) + "\r\n");
    }

    private String answer(String where, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port(where))) {
            socket.setSoTimeout(PATIENCE_MS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return RawAnswer.of(socket);
        }
    }

    private int port(String where) {
        return Integer.parseInt(settings.getProperty(switch (where) {
            case "webhook" -> "camel.server.port";
            case "management port" -> "camel.management.port";
            default -> "serai.sandbox.http.port";
        }));
    }
}
