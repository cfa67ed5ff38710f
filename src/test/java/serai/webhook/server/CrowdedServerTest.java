package serai.webhook.server;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import serai.testkit.FreePort;
import serai.testkit.Logged;
import serai.testkit.http.Attacker;
import serai.webhook.authentication.BasicAuthentication;
import serai.webhook.authentication.SignedInAddresses;
import serai.webhook.authentication.UsersBuilder;
import serai.webhook.connections.ConnectionBounds;
import serai.webhook.connections.ConnectionMetrics;
import serai.webhook.connections.Proxies;
import serai.webhook.connections.RefusedConnections;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Many senders, of whom most want to keep the others out. Each address of 127.0.0.0/8 is one. */
class CrowdedServerTest {

    private static final int MAX = 20;
    private static final int ADDRESS_MAX = 4;
    private static final int SIGNED_IN_MAX = 8;
    private static final int RESERVE = 6;
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String POST = "POST /events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Authorization: Basic %s\r\nContent-Length: 2\r\n\r\n{}";
    private static final String GET = "GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final long FLOOD_BYTES = 20_000_000;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final SignedInAddresses signedIn = new SignedInAddresses();
    private final RefusedConnections refused = RefusedConnections.ofWebhook();
    private final AtomicInteger begun = new AtomicInteger();
    private final CountDownLatch goes = new CountDownLatch(1);
    private int port;

    private void start(String proxies, Duration headMax, Duration receiveMax) throws Exception {
        port = FreePort.number();
        VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setBindHost("127.0.0.1");
        configuration.setBindPort(port);
        context.getRegistry().bind("server", configuration);
        context.getRegistry().bind("signedIn", signedIn);
        context.getRegistry().bind("meters", MeterRegistry.class, new SimpleMeterRegistry());
        context.getRegistry().bind("authentication",
                new BasicAuthentication(new UsersBuilder().plain("partner", "many good camels").build(), Duration.ZERO));
        context.getRegistry().bind("platform-http-engine", PlatformHttpEngine.class,
                new EventLoopHttpEngine(new BodiesInFlight(1_000_000)));
        ConnectionBounds bounds = new ConnectionBounds(MAX, ADDRESS_MAX, SIGNED_IN_MAX, RESERVE, Proxies.parse(proxies), headMax,
                receiveMax);
        context.addService(new WebhookServer(configuration, Set.of("/events"), bounds, signedIn, refused, Optional.empty()));
        context.addStartupListener(new ConnectionMetrics(List.of(refused)));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:/events?httpMethodRestrict=POST").routeGroup(EventLoopHttpConsumer.GROUP)
                        .process("authentication")
                        .setBody(constant("")).setHeader("CamelHttpResponseCode", constant(202));
                from("platform-http:/slow?httpMethodRestrict=POST").process(exchange -> {
                    begun.incrementAndGet();
                    goes.await();
                }).setHeader("CamelHttpResponseCode", constant(202));
                from("platform-http:/echo?httpMethodRestrict=POST").removeHeaders("*");
            }
        });
        context.start();
    }

    @AfterEach
    void stop() {
        goes.countDown();
        context.stop();
    }

    @Test
    void givesOneAddressNoMoreThanItsShareAndServesTheOthers() throws Exception {
        start("", LONG, LONG);
        try (Attacker attacker = attacker(2).connect(3 * MAX)) {
            untilOpen(attacker, ADDRESS_MAX);

            assertThat(posts("127.0.0.3", "many good camels")).startsWith("HTTP/1.1 202");
            assertThat(attacker.open()).isEqualTo(ADDRESS_MAX);
        }
    }

    @Test
    void keepsAReserveForAddressesThatHaveSignedInBefore() throws Exception {
        start("", LONG, LONG);
        assertThat(posts("127.0.0.3", "many good camels")).startsWith("HTTP/1.1 202");
        assertThat(posts("127.0.0.4", "wrong")).isNotEmpty().doesNotStartWith("HTTP/1.1 202");
        List<Attacker> attackers = new ArrayList<>();
        for (int number = 10; number < 30; number++) {
            attackers.add(attacker(number).connect(2));
        }
        await().atMost(30, SECONDS).until(() -> {
            long open = attackers.stream().mapToLong(Attacker::open).sum();
            if (open < MAX - RESERVE) {
                attackers.get(0).connect(); // in the place of somebody whose end was only seen now
            }
            return open == MAX - RESERVE;
        });

        assertThat(posts("127.0.0.4", "many good camels")).as("a stranger").isEmpty();
        assertThat(posts("127.0.0.3", "many good camels")).startsWith("HTTP/1.1 202");
        for (Attacker attacker : attackers) {
            attacker.close();
        }
        await().atMost(30, SECONDS).until(() -> posts("127.0.0.4", "many good camels").startsWith("HTTP/1.1 202"));
    }

    @Test
    void givesAnAddressThatHasSignedInMore() throws Exception {
        start("", LONG, LONG);
        assertThat(posts("127.0.0.3", "many good camels")).startsWith("HTTP/1.1 202");

        try (Attacker known = attacker(3).connect(3 * MAX); Attacker stranger = attacker(4).connect(3 * MAX)) {
            untilOpen(known, SIGNED_IN_MAX);
            untilOpen(stranger, ADDRESS_MAX);
        }
    }

    @Test
    void boundsTheConnectionsOfAReverseProxyOnlyAllTogether() throws Exception {
        start("192.0.2.0/24, 127.0.0.9", LONG, LONG);

        try (Attacker proxy = attacker(9).connect(3 * MAX)) {
            untilOpen(proxy, MAX);
        }
    }

    @Test
    void closesWhatHasNoHeadInAFewSecondsAndKeepsWhatIsBetweenTwoRequests() throws Exception {
        start("", Duration.ofMillis(200), LONG);
        try (Attacker attacker = attacker(2).connect(1); Attacker sender = attacker(3)) {
            Socket kept = sender.connect();
            assertThat(answer(kept, POST.formatted(basic("many good camels")))).startsWith("HTTP/1.1 202");
            Socket slow = attacker.connect();
            slow.getOutputStream().write("POST /events HTTP/1.1\r\nHost: lo".getBytes(StandardCharsets.US_ASCII));

            untilOpen(attacker, 0);
            assertThat(answer(kept, POST.formatted(basic("many good camels")))).startsWith("HTTP/1.1 202");
            assertThat(counted("serai.webhook.head.max.ms")).isEqualTo(2);
        }
    }

    @Test
    void countsWhatItHasRefusedAndLogsItOnceHoweverOften() throws Exception {
        try (Logged logged = new Logged()) {
            start("", Duration.ofMillis(500), LONG); // looks ten times as often
            try (Attacker attacker = attacker(2).connect(ADDRESS_MAX + 7)) {
                await().atMost(30, SECONDS).until(() -> counted("serai.webhook.connections.address.max") == 7);
                await().atMost(30, SECONDS).until(() -> logged.lines().count() == 1);
                attacker.connect(ADDRESS_MAX + 5); // the first may have been closed meanwhile, since they send nothing
            }
            await().atMost(30, SECONDS).until(() -> counted("serai.webhook.connections.address.max") >= 8);
            assertThat(logged.lines()).singleElement().asString().startsWith("WARN").hasLineCount(1).doesNotContain("127.0.0.2")
                    .contains("serai.webhook.connections.address.max: ", "serai.webhook.proxies");
        }
    }

    /** One connection and 46 MB were enough to fill 256 MB. */
    @Test
    void takesNoRequestWhileAnswersWaitThatNobodyReadsAndClosesThen() throws Exception {
        start("", LONG, Duration.ofSeconds(2));
        try (Attacker attacker = attacker(2)) {
            attacker.floods(GET.repeat(100), FLOOD_BYTES);

            assertThat(attacker.untilStuck(FLOOD_BYTES)).as("bytes taken").isLessThan(4_000_000);
            assertThat(posts("127.0.0.3", "many good camels")).startsWith("HTTP/1.1 202");
            await().atMost(30, SECONDS).until(attacker::isCut);
        }
    }

    @Test
    void takesOneRequestAtATimeFromAConnection() throws Exception {
        start("", LONG, LONG);
        String request = "POST /slow HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}";
        try (Attacker attacker = attacker(2)) {
            Socket flood = attacker.floods(request.repeat(100), FLOOD_BYTES);

            assertThat(attacker.untilStuck(FLOOD_BYTES)).as("bytes taken").isLessThan(1_000_000);
            assertThat(begun).hasValue(1);
            assertThat(posts("127.0.0.3", "many good camels")).startsWith("HTTP/1.1 202");
            goes.countDown();
            await().atMost(30, SECONDS).until(() -> Attacker.isOpen(flood) && begun.get() > 1_000);
        }
    }

    @Test
    void answersWhatIsPipelinedInItsOrderHoweverItIsCutUp() throws Exception {
        start("", LONG, LONG);
        StringBuilder requests = new StringBuilder();
        StringBuilder expected = new StringBuilder();
        for (int number = 0; number < 400; number++) {
            String body = "<%s:%s>".formatted(number, "x".repeat(number * 37 % 3_000));
            expected.append(body);
            requests.append("POST /echo HTTP/1.1\r\nHost: localhost\r\n");
            if (number % 3 == 0) {
                requests.append("Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n".formatted(body.length(), body));
            } else {
                requests.append("Content-Length: %s\r\n\r\n%s".formatted(body.length(), body));
            }
            requests.append(number % 5 == 0 ? GET : "");
        }
        byte[] bytes = requests.append("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").toString()
                .getBytes(StandardCharsets.US_ASCII);
        try (Attacker sender = attacker(2)) {
            Socket socket = sender.connect();
            Thread writing = new Thread(() -> inPieces(socket, bytes), "writing");
            writing.start();
            socket.setSoTimeout(30_000);
            String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            writing.join();

            assertThat(
                    Pattern.compile("<\\d+:x*>").matcher(answers).results().map(match -> match.group()).reduce("", String::concat))
                    .isEqualTo(expected.toString());
            assertThat(answers.split("HTTP/1.1 204", -1)).hasSize(81);
            assertThat(answers).contains("HTTP/1.1 404");
        }
    }

    private static void inPieces(Socket socket, byte[] bytes) {
        try {
            OutputStream out = socket.getOutputStream();
            int step = 1;
            for (int at = 0; at < bytes.length; at += step) {
                step = at * 31 % 5_003 + 1;
                out.write(bytes, at, Math.min(step, bytes.length - at));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void remembersABoundedNumberOfAddresses() {
        IntStream.range(0, 2 * SignedInAddresses.MAX)
                .forEach(number -> signedIn.add("10.%s.%s.1".formatted(number / 256, number % 256)));

        assertThat(signedIn.count()).isEqualTo(SignedInAddresses.MAX);
        assertThat(signedIn.contain("10.0.0.1")).as("the first").isFalse();
        signedIn.add("10.0.0.1");
        assertThat(signedIn.contain("10.0.0.1")).isTrue();
    }

    private Attacker attacker(int number) {
        return new Attacker(port, "127.0.0." + number);
    }

    private static void untilOpen(Attacker attacker, int count) {
        await().atMost(30, SECONDS).during(100, MILLISECONDS).until(() -> {
            long open = attacker.open();
            if (open < count) {
                attacker.connect(); // in the place of somebody whose end was only seen now
            }
            return open == count;
        });
    }

    private double counted(String bound) {
        return context.getRegistry().findSingleByType(MeterRegistry.class).get("serai.connections.refused").tag("bound", bound)
                .functionCounter().count();
    }

    /** Empty: closed unanswered. */
    private String posts(String address, String password) throws IOException {
        try (Attacker sender = new Attacker(port, address)) {
            return answer(sender.connect(), POST.formatted(basic(password)));
        }
    }

    private static String basic(String password) {
        return Base64.getEncoder().encodeToString(("partner:" + password).getBytes(StandardCharsets.UTF_8));
    }

    private static String answer(Socket socket, String request) {
        try {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            byte[] first = new byte[8_192];
            int read = in.read(first);
            return read < 0 ? "" : new String(first, 0, read, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
