package serai.webhook.server;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.testkit.FreePort;
import serai.testkit.Logged;
import serai.webhook.authentication.BasicAuthentication;
import serai.webhook.authentication.SignedInAddresses;
import serai.webhook.authentication.UsersBuilder;
import serai.webhook.connections.RefusedConnections;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class WebhookServerTest {

    private static final Duration RECEIVE_MAX = Duration.ofMillis(500);

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final HttpClient client = HttpClient.newHttpClient();
    private int port;

    @BeforeEach
    void start() throws Exception {
        port = FreePort.number();
        VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setBindHost("127.0.0.1");
        configuration.setBindPort(port);
        configuration.setMaxBodySize(1_000L);
        context.getRegistry().bind("server", configuration);
        context.addService(new WebhookServer(configuration, Set.of("/events"), FewConnections.of(3, RECEIVE_MAX),
                new SignedInAddresses(), RefusedConnections.ofWebhook(), Optional.empty()));
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void answersNotNowUntilTheRouteIsThereAndAfterItHasGone() throws Exception {
        assertThat(post("/events", "application/json").statusCode()).isEqualTo(503);
        assertThat(post("/events", "application/json").headers().firstValue("Retry-After")).hasValue("5");
        assertThat(post("/others", "application/json").statusCode()).isEqualTo(404);

        addRoute();
        assertThat(post("/events", "application/json").statusCode()).isEqualTo(202);

        context.getRouteController().stopRoute("source");
        assertThat(post("/events", "application/json").statusCode()).isEqualTo(503);
    }

    @Test
    void leavesToTheRouteWhatItFindsItself() throws Exception {
        addRoute();

        assertThat(post("/events", "text/plain").statusCode()).isEqualTo(415);
        assertThat(post("/events", "text/plain").body()).contains("send application/json");

        for (String method : new String[]{"PUT", "DELETE", "OPTIONS", "TRACE"}) {
            HttpResponse<String> other = send(HttpRequest.newBuilder(uri("/events")).header("Cookie", "secret")
                    .method(method, BodyPublishers.noBody()));
            assertThat(other.statusCode()).as(method).isEqualTo(405);
            assertThat(other.headers().firstValue("Allow")).hasValue("GET, HEAD, POST");
            assertThat(other.body()).doesNotContain("secret");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Application/JSON", "APPLICATION/JSON; Charset=UTF-8", "application/json ;charset=utf-8", ""})
    void takesAMediaTypeInWhateverCaseOfLettersAndNone(String type) throws Exception {
        addRoute();
        HttpRequest.Builder request = HttpRequest.newBuilder(uri("/events")).POST(BodyPublishers.ofString("{}"));

        assertThat(send(type.isEmpty() ? request : request.header("Content-Type", type)).statusCode()).isEqualTo(202);
    }

    @ParameterizedTest
    @CsvSource({"partner:camel at the well, 1", "partner:wrong, 0", "nobody:camel at the well, 0"})
    void aBodyThatIsTooLongIsCountedWhereItsSenderMayPublish(String credentials, int counted) throws Exception {
        AtomicInteger count = new AtomicInteger();
        BasicAuthentication authentication =
                new BasicAuthentication(new UsersBuilder().plain("partner", "camel at the well").build(),
                        Duration.ZERO);
        context.getRegistry().bind("authentication", authentication);
        authentication.setCamelContext(context);
        authentication.start();
        context.getRegistry().bind("tooLong", new OversizedBodies("/events", authentication, count::incrementAndGet));
        addRoute();

        assertThat(send(HttpRequest.newBuilder(uri("/events")).header("Content-Type", "application/json").header("Authorization",
                "bAsIc " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
                .POST(BodyPublishers.ofString(" ".repeat(2_000)))).statusCode()).isEqualTo(413);

        await().atMost(30, SECONDS).during(200, MILLISECONDS).untilAsserted(() -> assertThat(count.get()).isEqualTo(counted));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/*", "*/json", "application/*; charset=utf-8", "*"})
    void aRangeOfTypesIsNoTypeOfABody(String type) throws Exception {
        addRoute();

        assertThat(post("/events", type).statusCode()).isEqualTo(415);
    }

    /** A rule of a proxy in front that lets some paths pass, or none but one, has seen another path. */
    @ParameterizedTest
    @ValueSource(strings = {"/%65vents", "/%2565vents", "/other/../events", "/./events", "//events", "/other/%2e%2e/events",
            "/%2e/events", "/other/..%2fevents", "/events/../events", "/events/."})
    void aPathThatOnlyMeansTheWebhookDoesNotReachIt(String path) throws Exception {
        addRoute();

        assertThat(answer(path)).startsWith("HTTP/1.1 404 ").contains("application/problem+json");
        assertThat(answer("/events?of=/../x%20y")).as("a query is no path").startsWith("HTTP/1.1 202 ");
    }

    /** As it stands: clients would put the path right. */
    private String answer(String path) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 2\r\nConnection: close\r\n\r\n{}").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void takesNoFormApart() throws Exception {
        addRoute();

        assertThat(post("/events", "Multipart/Form-Data; boundary=x").statusCode()).isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    void tellsWhoeverLooksThatItCanBeReachedAndNothingElse(String method) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri("/events")).method(method, BodyPublishers.noBody());
        assertThat(send(request).statusCode()).as("no route is there yet").isEqualTo(503);

        addRoute();

        HttpResponse<String> answer = send(request);
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().map()).isEmpty();
    }

    @Test
    void answersWhatIsTooLargeForAHeadOfARequest() throws Exception {
        addRoute();

        assertThat(send(HttpRequest.newBuilder(uri("/events")).header("X-Large", "x".repeat(WebhookServer.HEADERS_MAX_BYTES)))
                .statusCode()).isEqualTo(431);
        assertThat(send(HttpRequest.newBuilder(uri("/" + "x".repeat(WebhookServer.LINE_MAX_BYTES)))).statusCode()).isEqualTo(414);
    }

    /** Found by fuzzing: anybody could fill the log. */
    @ParameterizedTest
    @CsvSource({"/events, 400", "*, 404", "//, 404", "/events?%zz, 400"})
    void answersWhatIsNoRequestOfHttpWithoutAWordInTheLog(String target, int status) throws Exception {
        addRoute();
        try (Logged logged = new Logged(); Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(("POST " + target + " HTTP/1.1\r\nContent-Type: application/json\r\n"
                    + (target.equals("/events") ? "" : "Host: localhost\r\n") + "Content-Length: 0\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 %s ".formatted(status)).contains("application/problem+json");
            assertThat(logged.lines()).isEmpty();
        }
    }

    /** Slow loris: a byte now and then, so that nothing is ever idle. */
    @ParameterizedTest
    @ValueSource(strings = {"POST /events HTTP/1.1\r\nHost: localhost\r\nX-Slow: ",
            "POST /events HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 900000\r\n\r\n"})
    void closesAConnectionWhoseRequestIsNotThereInTime(String head) throws Exception {
        addRoute();
        try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), port)) {
            slow.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));

            await().atMost(30, SECONDS).pollInterval(20, MILLISECONDS).until(() -> isClosedAfterAnotherByte(slow));

            assertThat(post("/events", "application/json").statusCode()).isEqualTo(202);
        }
    }

    private static boolean isClosedAfterAnotherByte(Socket socket) {
        try {
            socket.getOutputStream().write('x');
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void closesAConnectionThatSendsNothing() throws Exception {
        try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), port)) {
            silent.setSoTimeout(30_000);

            assertThat(silent.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void keepsAConnectionWhileTheRouteTakesItsTime() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:/events?httpMethodRestrict=POST").process(exchange -> answer.await())
                        .setHeader("CamelHttpResponseCode", constant(202));
            }
        });
        CompletableFuture<HttpResponse<String>> slow = client.sendAsync(HttpRequest.newBuilder(uri("/events"))
                .POST(BodyPublishers.ofString("{}")).build(), HttpResponse.BodyHandlers.ofString());
        try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), port)) {
            silent.setSoTimeout(30_000);
            assertThat(silent.getInputStream().read()).as("closed, as the other would be").isEqualTo(-1);
        }

        answer.countDown();

        assertThat(slow.get(30, SECONDS).statusCode()).isEqualTo(202);
    }

    @Test
    void closesConnectionsBeyondItsBoundAndTakesOthersOnceTheyAreGone() throws Exception {
        addRoute();
        try (Socket one = new Socket(InetAddress.getLoopbackAddress(), port);
                Socket two = new Socket(InetAddress.getLoopbackAddress(), port);
                Socket three = new Socket(InetAddress.getLoopbackAddress(), port);
                Socket beyond = new Socket(InetAddress.getLoopbackAddress(), port)) {
            assertThat(Stream.of(one, two, three, beyond)).allSatisfy(socket -> assertThat(socket.isConnected()).isTrue());
            beyond.setSoTimeout(30_000);

            assertThat(beyond.getInputStream().read()).isEqualTo(-1);
        }

        await().atMost(30, SECONDS).ignoreExceptions()
                .until(() -> post("/events", "application/json").statusCode() == 202);
    }

    private void addRoute() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:/events?httpMethodRestrict=POST&consumes=application/json").routeId("source")
                        .setBody(constant("")).setHeader("CamelHttpResponseCode", constant(202));
            }
        });
    }

    private HttpResponse<String> post(String path, String type) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path)).header("Content-Type", type).POST(BodyPublishers.ofString("{}")));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
