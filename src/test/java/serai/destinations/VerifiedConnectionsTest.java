package serai.destinations;

import com.sun.net.httpserver.HttpServer;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.journal.attempt.FailureClass;
import serai.testkit.Logged;
import serai.testkit.OneDestination;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is secret goes to other machines only where their certificate is verified, unless a setting lets it. */
class VerifiedConnectionsTest {

    private static final String EMULATOR = "Endpoint=sb://%s;SharedAccessKeyName=a;SharedAccessKey=b;UseDevelopmentEmulator=true";

    @TempDir
    private Path folder;
    private OneDestination serai;

    @AfterEach
    void stop() {
        if (serai != null) {
            serai.close();
        }
    }

    private OneDestination destination(String name) throws Exception {
        serai = new OneDestination(name, folder);
        return serai;
    }

    @ParameterizedTest
    @CsvSource({"serai.lrs.url, http://lrs.example.org/xapi, serai.lrs.insecure",
            "serai.lrs.url, http://localhost@lrs.example.org/xapi, serai.lrs.insecure",
            "serai.lrs.url, http://localhost.example.org/xapi, serai.lrs.insecure",
            "serai.lrs.oauth2.token.url, http://login.example.org/token, serai.lrs.insecure",
            "serai.warehouse.url, jdbc:postgresql://db.example.org/learning?sslmode=require, serai.warehouse.insecure",
            "serai.warehouse.url, jdbc:mariadb://db.example.org/learning?sslMode=disable, serai.warehouse.insecure",
            "serai.warehouse.url, jdbc:sqlserver://db.example.org;trustServerCertificate=true, serai.warehouse.insecure",
            "serai.servicebus.connection, emulator, serai.servicebus.insecure",
            "serai.servicebus.proxy, proxy.example.org:3128, serai.servicebus.proxy.insecure"})
    void aSettingThatLeadsToAnotherMachineInClearIsRefusedByItsName(String setting, String value, String insecure)
            throws Exception {
        destination("lrs").with("serai.lrs.url", "https://lrs.example.org/xapi").with("serai.lrs.oauth2.client-id", "serai")
                .with("serai.lrs.oauth2.client-secret", "s3cr3t")
                .with("serai.lrs.oauth2.token.url", "https://login.example.org/token")
                .with("serai.servicebus.proxy.username", "serai").with("serai.servicebus.proxy.password", "s3cr3t")
                .with("serai.servicebus.proxy", "127.0.0.1:3128")
                .with(setting, value.equals("emulator") ? EMULATOR.formatted("broker.example.org") : value);

        assertThatThrownBy(serai::start).hasMessageStartingWith(setting + ": ").hasMessageContaining("another machine")
                .hasMessageContaining(insecure + "=true").hasMessageNotContaining("s3cr3t");

        serai.with(insecure, true).start();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://[::1]:1/xapi", "https://lrs.example.org/xapi"})
    void thisMachineAndTlsNeedNothing(String url) throws Exception {
        destination("lrs").with("serai.lrs.url", url).with("serai.warehouse.url", "jdbc:postgresql://db.example.org/learning")
                .with("serai.servicebus.connection", EMULATOR.formatted("localhost:5672"));
        try (Logged logged = new Logged()) {
            serai.start();

            assertThat(logged.lines()).noneMatch(line -> line.contains("insecure"));
        }
        HealthCheck.Result health = health();
        assertThat(health.getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(health.getDetails()).doesNotContainKey("insecure");
    }

    @Test
    void whatIsLetIsSaidAtEachStartAndByHealthWhichStaysUp() throws Exception {
        destination("lrs").with("serai.lrs.url", "http://lrs.example.org/xapi").with("serai.lrs.insecure", true);
        for (int i = 0; i < 2; i++) {
            try (Logged logged = new Logged()) {
                serai.start();

                assertThat(logged.lines()).filteredOn(line -> line.contains("not encrypted") && line.contains("serai.lrs.insecure"))
                        .hasSize(1);
            }
            assertThat(health().getState()).isEqualTo(HealthCheck.State.UP);
            assertThat(health().getDetails().get("insecure").toString()).contains("http://lrs.example.org", "not encrypted");
            serai.stop();
        }
    }

    private HealthCheck.Result health() {
        return HealthCheckRegistry.get(serai.context()).getCheck("insecure-connections").orElseThrow().call();
    }

    @ParameterizedTest
    @CsvSource({"caliper, serai.caliper, token", "webhook, serai.destination.webhook, secrets"})
    void otherDestinationsAreRefusedToo(String name, String settings, String secret) throws Exception {
        destination(name).with(settings + ".url", "http://hooks.example.org/x")
                .with(settings + "." + secret, "whsec_c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0");

        assertThatThrownBy(serai::start)
                .hasMessageContaining("http://hooks.example.org is on another machine, and the connection is not encrypted");
        serai.stop();
        serai = new OneDestination(name, folder.resolve("again")).with(settings + ".url", "http://hooks.example.org/x")
                .with(settings + "." + secret, "whsec_c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0").with(settings + ".insecure", true)
                .start();
    }

    /** Whoever embeds Serai has endpoints of their own, which are not Serai's to judge. */
    @Test
    void endpointsOfAHostAreLeftAlone() throws Exception {
        destination("lrs").with("serai.lrs.url", "https://lrs.example.org/xapi").start();

        assertThat(serai.context().getEndpoint("http://erp.example.org/orders")).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 307})
    void aRedirectIsNotFollowed(int status) throws Exception {
        AtomicInteger reached = new AtomicInteger();
        HttpServer other = server((exchange) -> {
            reached.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
        });
        HttpServer lrs = server(exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Location", "http://127.0.0.1:" + other.getAddress().getPort() + "/");
            exchange.sendResponseHeaders(status, -1);
        });
        try {
            destination("lrs").with("serai.lrs.url", "http://127.0.0.1:" + lrs.getAddress().getPort())
                    .with("serai.lrs.username", "serai")
                    .with("serai.lrs.password", "s3cr3t").holding("anna").start();

            serai.untilStopped(FailureClass.MISCONFIGURED);

            assertThat(reached).hasValue(0);
        } finally {
            serai.close();
            lrs.stop(0);
            other.stop(0);
        }
    }

    private static HttpServer server(com.sun.net.httpserver.HttpHandler handler) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            handler.handle(exchange);
            exchange.close();
        });
        server.start();
        return server;
    }
}
