package serai.cli.run;

import org.apache.camel.Exchange;
import org.apache.camel.impl.event.ExchangeSendingEvent;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.DirectAppends;
import serai.journal.JournalUnavailableException;
import serai.testkit.FreePort;
import serai.testkit.Records;
import serai.testkit.process.Promtool;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What the management port tells of {@code ./serai run}, with application.properties as shipped but for ports and folder. */
class HealthTest {

    /** One for all: each client keeps its connections until it is collected, and those of one address are bounded. */
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private Path data;
    private Properties overrides;
    private StandaloneRuntime runtime;
    private String management;

    @BeforeEach
    void start() throws Exception {
        overrides = FreePort.settings();
        overrides.setProperty("serai.data", data.toString());
        overrides.setProperty("serai.servicebus.watchdog.every.ms", "200");
        overrides.setProperty("serai.servicebus.watchdog.answer.max.ms", "5000");
        management = "http://127.0.0.1:" + overrides.getProperty("camel.management.port");
        runtime = new StandaloneRuntime(overrides);
        runtime.start();
        await().atMost(30, SECONDS).until(() -> get("/observe/health").statusCode() == 200); // the broker has answered
    }

    @AfterEach
    void stop() {
        runtime.close();
    }

    @Test
    void isUpWhileTheSourcesAndTheJournalWork() throws Exception {
        HttpResponse<String> health = get("/observe/health");

        assertThat(runtime.health()).isEqualTo(health.uri().toString());
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body()).contains("{\"name\":\"journal\",\"status\":\"UP\"}", "{\"name\":\"progress\",\"status\":\"UP\"}",
                "{\"name\":\"insecure-connections\",\"status\":\"UP\"}", "{\"name\":\"consumer:source-mct\",\"status\":\"UP\"}",
                "{\"name\":\"receiver:source-mct\",\"status\":\"UP\"}",
                "{\"name\":\"consumer:source-praesidium\",\"status\":\"UP\"}");
    }

    /** Camel makes an event of each exchange, and of each message that a step sends, where a single notifier wants it. */
    @Test
    void wantsNoEventsOfExchangesButOfWhatADestinationSends() {
        Exchange takenIn = new DefaultExchange(runtime.context());

        assertThat(runtime.context().getManagementStrategy().getEventNotifiers()).isNotEmpty().allSatisfy(notifier -> {
            assertThat(notifier.isIgnoreExchangeEvents() || notifier.isIgnoreExchangeCreatedEvent()
                    && notifier.isIgnoreExchangeCompletedEvent() && notifier.isIgnoreExchangeSentEvents()).as("%s", notifier)
                    .isTrue();
            assertThat(notifier.isIgnoreExchangeEvents() || !notifier.isEnabled(new ExchangeSendingEvent(takenIn, null)))
                    .as("%s", notifier).isTrue();
        });
    }

    @Test
    void isDownAndNotReadyWhileTheJournalCannotBeReadAndSaysWhy() throws Exception {
        change("ALTER TABLE record_batch RENAME TO away");

        HttpResponse<String> broken = get("/observe/health");
        assertThat(broken.statusCode()).isEqualTo(503);
        assertThat(broken.body()).contains("\"name\":\"journal\",\"status\":\"DOWN\"", "can't be read",
                "no such table: record_batch");
        assertThat(get("/observe/health/ready").statusCode()).isEqualTo(503);
        assertThat(get("/observe/health/live").statusCode()).as("a new start would mend nothing").isEqualTo(200);

        change("ALTER TABLE away RENAME TO record_batch");
        assertThat(get("/observe/health").statusCode()).isEqualTo(200);
    }

    @Test
    void livesForSystemdAsForKubernetesWhileTheJournalDoesNotAnswer() throws Exception {
        change("ALTER TABLE destination RENAME TO away");

        assertThatThrownBy(() -> runtime.serai().journal().balances()).isInstanceOf(JournalUnavailableException.class);
        new Liveness(runtime.context()).run();
        assertThat(get("/observe/health/live").statusCode()).isEqualTo(200);
        change("ALTER TABLE away RENAME TO destination");
    }

    @Test
    void isDownWhileTheJournalCannotBeWrittenToThoughNothingIsAppended() throws Exception {
        change("ALTER TABLE fixed RENAME TO away");

        HttpResponse<String> broken = get("/observe/health");

        assertThat(broken.statusCode()).isEqualTo(503);
        assertThat(broken.body()).contains("\"name\":\"journal\",\"status\":\"DOWN\"", "can't be written to");
        change("ALTER TABLE away RENAME TO fixed");
        assertThat(get("/observe/health").statusCode()).isEqualTo(200);
    }

    @Test
    void isDownAndNotReadyWhileTheNamespaceCannotBeReachedAndSaysWhatToDo() throws Exception {
        runtime.sandbox().namespace().close();

        await().atMost(30, SECONDS).untilAsserted(() -> assertThat(get("/observe/health/ready").body()).contains(
                "\"name\":\"receiver:source-mct\",\"status\":\"DOWN\"", "of Service Bus",
                "check that serai.servicebus.namespace or serai.servicebus.connection"));
        assertThat(get("/observe/health/ready").statusCode()).isEqualTo(503);
        assertThat(get("/observe/health/live").statusCode()).as("a new start would mend nothing").isEqualTo(200);
    }

    @Test
    void isDownWhileASourceIsStopped() throws Exception {
        runtime.context().getRouteController().stopRoute("source-praesidium");

        HttpResponse<String> health = get("/observe/health");

        assertThat(health.statusCode()).isEqualTo(503);
        assertThat(health.body()).contains("\"name\":\"route:source-praesidium\",\"status\":\"DOWN\"");
    }

    @Test
    void measuresEveryRoute() throws Exception {
        HttpResponse<String> metrics = get("/observe/metrics");

        assertThat(metrics.statusCode()).isEqualTo(200);
        assertThat(metrics.body()).contains("camel_exchanges_total{camelContext=\"serai\",eventType=\"route\",kind=\"CamelRoute\","
                + "routeId=\"source-praesidium\"}");
    }

    @Test
    void measuresHowSourcesAndDestinationsAreDoing() throws Exception {
        DirectAppends.to(runtime.context()).append(Records.completion("anna"), Set.of("archive")).toCompletableFuture().join();

        await().atMost(30, SECONDS).untilAsserted(() -> assertThat(get("/observe/metrics").body()).contains(
                "serai_destination_routed_total{destination=\"archive\"} 1.0",
                "serai_destination_delivered_total{destination=\"archive\"} 1.0",
                "serai_destination_records{destination=\"archive\",in=\"pending\"} 0.0",
                "serai_destination_held_records{destination=\"archive\"} 0.0",
                "serai_destination_unmatched_records{destination=\"archive\"} 0.0",
                "serai_destination_delivery_seconds_bucket{destination=\"archive\",le=\"+Inf\"} 1",
                "serai_destination_lag_seconds{destination=\"archive\"} 0.0",
                "serai_destination_state{destination=\"archive\",state=\"delivering\"} 1.0",
                "serai_destination_stalled{destination=\"archive\"} 0.0", "serai_journal_readable 1.0", "serai_journal_taking 1.0",
                "serai_journal_refused_total{bound=\"serai.journal.max.bytes\"} 0.0", "serai_journal_waiting 0.0",
                "serai_journal_bytes ", "serai_journal_max_bytes ",
                "serai_source_events_total{outcome=\"accepted\",source=\"mct\"} 1.0",
                "serai_receiver_restarts_total{route=\"source-mct\"} 0.0").doesNotContain("anna"));
        String ours = get("/observe/metrics").body().lines().filter(line -> line.matches("(# \\w+ )?serai_.*"))
                .collect(Collectors.joining("\n", "", "\n"));
        assertThat(ours).contains("# HELP serai_journal_readable");
        assertThat(Promtool.complaints(List.of("metrics"), ours)).isEmpty();
    }

    @Test
    void namesThePortThatIsTaken(@TempDir Path another) throws Exception {
        for (String taken : new String[]{"camel.server.port", "camel.management.port", "serai.sandbox.servicebus.port"}) {
            Properties second = new Properties();
            overrides.forEach((name, value) -> second.put(name, name.toString().endsWith(".port") ? FreePort.text() : value));
            second.setProperty("serai.data", another.toString());
            second.setProperty(taken, overrides.getProperty(taken));

            assertThatThrownBy(() -> new StandaloneRuntime(second).start()).hasStackTraceContaining(
                    "port %s of 127.0.0.1 can't be used".formatted(overrides.getProperty(taken)))
                    .hasStackTraceContaining("set " + taken);
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(URI.create(management + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("journal.db"))) {
            connection.createStatement().execute(sql);
        }
    }
}
