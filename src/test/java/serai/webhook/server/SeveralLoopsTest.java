package serai.webhook.server;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import serai.testkit.FreePort;
import serai.testkit.http.Attacker;
import serai.webhook.authentication.SignedInAddresses;
import serai.webhook.connections.RefusedConnections;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** One webhook on several event loops: what holds for one loop holds for all of them together. */
class SeveralLoopsTest {

    private static final int LOOPS = 3;
    private static final int CONNECTIONS_MAX = 6;
    private static final int BODIES_MAX_BYTES = 100;
    private static final String POST = "POST /events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Content-Length: %d\r\n\r\n%s";

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final BodiesInFlight bodies = new BodiesInFlight(BODIES_MAX_BYTES);
    private Attacker sender;
    private int port;

    @BeforeEach
    void start() throws Exception {
        port = FreePort.number();
        VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setBindHost("127.0.0.1");
        configuration.setBindPort(port);
        context.getRegistry().bind("server", configuration);
        context.getRegistry().bind("platform-http-engine", PlatformHttpEngine.class, new EventLoopHttpEngine(bodies));
        context.addService(new WebhookServer(configuration, Set.of("/events"),
                FewConnections.of(CONNECTIONS_MAX, Duration.ofSeconds(30)), new SignedInAddresses(), RefusedConnections.ofWebhook(),
                Optional.empty()).sharedAmong(LOOPS));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:/events?httpMethodRestrict=POST").routeGroup(EventLoopHttpConsumer.GROUP).removeHeaders("*")
                        .process(exchange -> exchange.getMessage().setBody("%s by %s".formatted(
                                exchange.getMessage().getBody(String.class), Thread.currentThread().getName())));
            }
        });
        context.start();
        sender = new Attacker(port, "127.0.0.1");
    }

    @AfterEach
    void stop() throws IOException {
        sender.close();
        context.stop();
    }

    @Test
    void givesEachLoopItsConnectionsAndKeepsThemThere() throws Exception {
        Set<String> loops = new HashSet<>();
        for (int connection = 0; connection < CONNECTIONS_MAX; connection++) {
            Socket socket = sender.connect();
            String first = loopOf(answer(socket, POST.formatted(1, "1")));
            loops.add(first);
            assertThat(loopOf(answer(socket, POST.formatted(1, "2")))).isEqualTo(first);
        }

        assertThat(loops).hasSize(LOOPS).allSatisfy(loop -> assertThat(loop).contains("eventloop"));
    }

    @Test
    void answersTheRequestsOfAConnectionInTheirOrder() throws Exception {
        List<Socket> sockets = List.of(sender.connect(), sender.connect(), sender.connect(), sender.connect());
        String several = POST.formatted(1, "1") + POST.formatted(1, "2") + POST.formatted(1, "3");

        for (CompletableFuture<String> answers : sockets.stream().map(socket -> answers(socket, several, 3)).toList()) {
            assertThat(answers.get(30, SECONDS)).matches("(?s).*1 by .*2 by .*3 by .*");
        }
    }

    @Test
    void boundsTheConnectionsOfAllLoopsTogether() throws Exception {
        sender.connect(3 * CONNECTIONS_MAX);

        await().atMost(30, SECONDS).until(() -> sender.open() == CONNECTIONS_MAX);
    }

    @Test
    void boundsTheBodiesOfAllLoopsTogether() throws Exception {
        for (int loop = 0; loop < LOOPS - 1; loop++) {
            sender.connect().getOutputStream().write(POST.formatted(40, "").getBytes(StandardCharsets.US_ASCII));
        }
        await().atMost(30, SECONDS).until(() -> bodies.bytes() == 80);

        assertThat(answer(sender.connect(), POST.formatted(40, ""))).startsWith("HTTP/1.1 503");
        assertThat(bodies.refused()).isEqualTo(1);
    }

    @Test
    void closesThePortWhenItStops() throws Exception {
        assertThat(answer(sender.connect(), POST.formatted(1, "1"))).startsWith("HTTP/1.1 200");

        context.stop();

        assertThatThrownBy(() -> sender.connect()).isInstanceOf(ConnectException.class);
    }

    private static String loopOf(String answer) {
        return answer.substring(answer.indexOf(" by ") + 4);
    }

    private static CompletableFuture<String> answers(Socket socket, String requests, int count) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                StringBuilder all = new StringBuilder(answer(socket, requests));
                while (all.toString().split("HTTP/1.1 200", -1).length <= count) {
                    all.append(read(socket.getInputStream()));
                }
                return all.toString();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static String answer(Socket socket, String request) throws IOException {
        socket.setSoTimeout(30_000);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return read(socket.getInputStream());
    }

    private static String read(InputStream answer) throws IOException {
        byte[] bytes = new byte[8_192];
        int length = answer.read(bytes);
        assertThat(length).as("bytes of an answer").isPositive();
        return new String(Arrays.copyOf(bytes, length), StandardCharsets.US_ASCII);
    }
}
