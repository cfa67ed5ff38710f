package serai.settings;

import com.sun.net.httpserver.HttpServer;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.testkit.OneDestination;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Addresses that are put together from a setting are right in whatever form it is written, or the setting is refused. */
class AddressesTest {

    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().toString());
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    @ParameterizedTest
    @CsvSource({"http://127.0.0.1:PORT/xapi, /xapi/statements", "http://127.0.0.1:PORT/xapi/, /xapi/statements",
            "http://127.0.0.1:PORT/xapi//, /xapi/statements", "'  http://localhost:PORT/xapi/ ', /xapi/statements",
            "http://127.0.0.1:PORT, /statements", "http://127.0.0.1:PORT/, /statements",
            "http://[::1]:PORT/xapi/, /xapi/statements",
            "http://127.0.0.1:PORT/a+b%20c/xapi/, /a+b%20c/xapi/statements"})
    void statementsAreSentBelowTheLrsAddressHoweverItEnds(String url, String path, @TempDir Path folder) throws Exception {
        try (OneDestination serai = new OneDestination("lrs", folder)
                .with("serai.lrs.url", url.replace("PORT", Integer.toString(server.getAddress().getPort()))).start()) {
            serai.append("learner-1");

            await().atMost(30, SECONDS).until(() -> !asked.isEmpty());
            assertThat(asked.peek()).isEqualTo(path);
        }
    }

    /** A setting of a user's own, in a route of a user's own. */
    @Test
    void whatARouteAddsToASettingIsParted(@TempDir Path folder) throws Exception {
        try (OneDestination serai = new OneDestination("hr", folder)
                .with("serai.hr.url", "http://127.0.0.1:%s/hr/ ".formatted(server.getAddress().getPort()))
                .withSteps("""
                        - setBody:
                            constant:
                              expression: x
                        - to:
                            uri: http
                            parameters:
                              httpUri: "{{serai.hr.url}}/completions"
                              httpMethod: POST
                        """).start()) {
            serai.append("learner-1");

            await().atMost(30, SECONDS).until(() -> !asked.isEmpty());
            assertThat(asked.peek()).isEqualTo("/hr/completions");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:8080/xapi", "//lrs.example.org/xapi", "https:/lrs.example.org/xapi",
            "https://lrs.example.org/xapi?a=b",
            "https://lrs.example.org/xapi#top", "https://lrs.example.org/xapi/statements/", "https://lrs example.org/xapi",
            "lrs.example.org"})
    void anAddressThatNothingCanBeAddedToIsRefused(String url) {
        DefaultCamelContext context = new DefaultCamelContext();
        context.getPropertiesComponent().addInitialProperty("serai.lrs.url", url);
        context.build();

        assertThatThrownBy(() -> new SettingsCheck(context).require()).hasMessageStartingWith("serai.lrs.url");
    }

    /** The routes' folder with a slash at its end: their files, and the statements below it. */
    @Test
    void aFolderMayEndWithASlash(@TempDir Path folder) throws Exception {
        try (OneDestination serai = new OneDestination("warehouse", folder).withStatements("sqlite")
                .with("serai.routes", "file:" + folder.resolve("routes") + "/").with("serai.data", folder.resolve("data") + "/")
                .start()) {
            serai.append("learner-1");

            serai.untilDelivered(1);
        }
    }
}
