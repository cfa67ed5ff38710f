package serai.webhook.server;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import serai.testkit.FreePort;
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
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

/** A server with few places, and senders from many addresses. */
abstract class CrowdedServer {

    static final int MAX = 20;
    static final int ADDRESS_MAX = 4;
    static final int SIGNED_IN_MAX = 8;
    static final int RESERVE = 6;
    static final Duration LONG = Duration.ofSeconds(30);
    static final String POST = "POST /events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Authorization: Basic %s\r\nContent-Length: 2\r\n\r\n{}";
    static final String GET = "GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n";
    static final long FLOOD_BYTES = 20_000_000;

    final DefaultCamelContext context = new DefaultCamelContext();
    final SignedInAddresses signedIn = new SignedInAddresses();
    final RefusedConnections refused = RefusedConnections.ofWebhook();
    final AtomicInteger begun = new AtomicInteger();
    final CountDownLatch goes = new CountDownLatch(1);
    int port;

    void start(String proxies, Duration headMax, Duration receiveMax) throws Exception {
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

    Attacker attacker(int number) {
        return new Attacker(port, "127.0.0." + number);
    }

    static void untilOpen(Attacker attacker, int count) {
        await().atMost(30, SECONDS).during(100, MILLISECONDS).until(() -> {
            long open = attacker.open();
            if (open < count) {
                attacker.connect(); // in the place of somebody whose end was only seen now
            }
            return open == count;
        });
    }

    double counted(String bound) {
        return context.getRegistry().findSingleByType(MeterRegistry.class).get("serai.connections.refused").tag("bound", bound)
                .functionCounter().count();
    }

    /** Empty: closed unanswered. */
    String posts(String address, String password) throws IOException {
        try (Attacker sender = new Attacker(port, address)) {
            return answer(sender.connect(), POST.formatted(basic(password)));
        }
    }

    static String basic(String password) {
        return Base64.getEncoder().encodeToString(("partner:" + password).getBytes(StandardCharsets.UTF_8));
    }

    static String answer(Socket socket, String request) {
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
