package serai.webhook.server;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import serai.passwords.Password;
import serai.testkit.FreePort;
import serai.webhook.IntakeGate;
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
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Requests that come while their route is exchanged for another. */
class WaitingRequestsTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final BodiesInFlight bodies = new BodiesInFlight(1_000_000);
    private final IntakeGate gate = new IntakeGate();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final HttpClient client = HttpClient.newHttpClient();
    private int port;

    private void start(Duration waitMax) throws Exception {
        start(waitMax, route("first"));
    }

    private void start(Duration waitMax, RouteBuilder route) throws Exception {
        port = FreePort.number();
        WaitingRequests waiting = new WaitingRequests(gate, waitMax);
        VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setBindHost("127.0.0.1");
        configuration.setBindPort(port);
        context.getRegistry().bind("server", configuration);
        context.getRegistry().bind("platform-http-engine", PlatformHttpEngine.class,
                new EventLoopHttpEngine(bodies, waiting));
        context.addService(new WebhookServer(configuration, Set.of("/events"), FewConnections.of(20, LONG), new SignedInAddresses(),
                RefusedConnections.ofWebhook(), Optional.empty(), waiting));
        context.addRoutes(route);
        context.start();
    }

    private static RouteBuilder route(String answer) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:/events?httpMethodRestrict=POST").routeId("events").routeGroup("event-loop")
                        .setBody(simple(answer + " ${body}"));
            }
        };
    }

    private static RouteBuilder guarded(String answer, Password password) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:/events?httpMethodRestrict=POST").routeId("events").routeGroup("event-loop")
                        .process(new BasicAuthentication(new UsersBuilder().add("hr", password).build()))
                        .setBody(simple(answer + " ${body}"));
            }
        };
    }

    @AfterEach
    void stop() {
        gate.open();
        context.stop();
    }

    private CompletableFuture<HttpResponse<String>> post(String body) {
        return client.sendAsync(HttpRequest.newBuilder(URI.create("http://127.0.0.1:%s/events".formatted(port)))
                .header("Content-Type", "application/json")
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString("hr:caravan of serai".getBytes(US_ASCII)))
                .POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void areHandledByTheNewRouteWhetherTheyCameBeforeOrWhileThereWasNone() throws Exception {
        start(LONG);
        gate.close(LONG);
        CompletableFuture<HttpResponse<String>> before = post("before");
        try (Socket begun = new Socket(InetAddress.getLoopbackAddress(), port)) {
            send(begun, "POST /events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close\r\n"
                    + "Content-Length: 5\r\n\r\nha");
            context.getRouteController().stopRoute("events");
            context.removeRoute("events");
            CompletableFuture<HttpResponse<String>> meanwhile = post("meanwhile");
            assertThat(before).isNotDone();
            context.addRoutes(route("second"));
            assertThat(meanwhile).isNotDone();

            gate.open();

            assertThat(before.get(30, SECONDS).body()).isEqualTo("second before");
            assertThat(meanwhile.get(30, SECONDS).body()).isEqualTo("second meanwhile");
            send(begun, "lf.");
            assertThat(new String(begun.getInputStream().readAllBytes(), US_ASCII)).contains("200 OK", "second half.");
        }
    }

    /** Its password is not known yet: it is held a second time while that is checked. */
    @Test
    void keepTheirBodiesWhereTheNewRouteHasToCheckAPassword() throws Exception {
        CountDownLatch checked = new CountDownLatch(1);
        start(LONG, guarded("first", new LatePassword(checked)));
        gate.close(LONG);
        context.getRouteController().stopRoute("events");
        context.removeRoute("events");
        CountDownLatch arrived = new CountDownLatch(1);
        router().route("/events").order(Integer.MIN_VALUE).handler(request -> {
            arrived.countDown();
            request.next();
        });
        CompletableFuture<HttpResponse<String>> meanwhile = post("meanwhile");
        assertThat(arrived.await(30, SECONDS)).isTrue();
        context.addRoutes(guarded("second", new LatePassword(checked)));
        gate.open();
        assertThat(meanwhile).isNotDone();
        checked.countDown();

        assertThat(meanwhile.get(30, SECONDS).body()).isEqualTo("second meanwhile");
        untilThereIsRoom();
    }

    /** As dear as a hash, and known only when the test says so. */
    private record LatePassword(CountDownLatch checked) implements Password {

        @Override
        public boolean matches(String candidate) {
            try {
                return checked.await(30, SECONDS) && candidate.equals("caravan of serai");
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public int iterations() {
            return 1_000;
        }
    }

    private VertxPlatformHttpRouter router() {
        return VertxPlatformHttpRouter.lookup(context, VertxPlatformHttpRouter.getRouterNameFromPort(port));
    }

    private void untilThereIsRoom() {
        await().atMost(30, SECONDS).untilAsserted(() -> assertThat(bodies.bytes()).isZero());
    }

    private static void send(Socket to, String text) throws IOException {
        to.getOutputStream().write(text.getBytes(US_ASCII));
        to.getOutputStream().flush();
    }

    @Test
    void areAnsweredThatTheyComeTooEarlyIfItTakesTooLong() throws Exception {
        start(Duration.ofMillis(100));
        gate.close(LONG);
        CompletableFuture<HttpResponse<String>> before = post("before");
        await().atMost(30, SECONDS).until(() -> bodies.bytes() > 0);
        context.getRouteController().stopRoute("events");
        CompletableFuture<HttpResponse<String>> meanwhile = post("meanwhile");

        assertThat(before.get(30, SECONDS).statusCode()).isEqualTo(503);
        assertThat(meanwhile.get(30, SECONDS).statusCode()).isEqualTo(503);
        assertThat(meanwhile.get().headers().firstValue("Retry-After")).isPresent();
        untilThereIsRoom();
        context.getRouteController().startRoute("events");
        gate.open();
        assertThat(post("later").get(30, SECONDS).body()).as("nothing of them is left").isEqualTo("first later");
    }

    /** While a route starts, Vert.x may match a request with the handler that reads its body, and know of no other yet. */
    @Test
    void areAnsweredThatTheyComeTooEarlyIfARouteThatIsOnlyBegunHasReadThem() throws Exception {
        start(LONG);
        context.getRouteController().stopRoute("events");
        context.removeRoute("events");
        router().route("/events").handler(request -> request.request().body().onComplete(read -> request.next()));

        HttpResponse<String> answer = post("early").get(30, SECONDS);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }
}
