package serai.cli.run;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.DirectAppends;
import serai.settings.known.RuntimeSetting;
import serai.testkit.CommandRun;
import serai.testkit.FreePort;
import serai.testkit.Logged;
import serai.testkit.Records;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.Set;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A bit of a pending record's batch changes on the disk while {@code ./serai run} runs, with all that is shipped. */
class DamagedBatchTest {

    private static final String DAMAGED = "the record batch 1 to 1, received " + Records.RECEIVED + ", is damaged";

    private final HttpClient client = HttpClient.newHttpClient();
    @TempDir
    private Path data;
    private StandaloneRuntime runtime;
    private String management;

    @BeforeEach
    void start() throws Exception {
        Properties overrides = FreePort.settings();
        overrides.setProperty("serai.data", data.toString());
        System.setProperty(RuntimeSetting.DATA.key(), data.toString()); // for the commands
        management = "http://127.0.0.1:" + overrides.getProperty("camel.management.port");
        runtime = new StandaloneRuntime(overrides);
        runtime.start();
        await().atMost(30, SECONDS).until(() -> get("/observe/health").statusCode() == 200); // the broker has answered
    }

    @AfterEach
    void stop() {
        runtime.close();
        System.clearProperty(RuntimeSetting.DATA.key());
    }

    @Test
    void isToldEverywhereUntilItIsDroppedAndStopsNoOtherDestination() throws Exception {
        runtime.context().getRouteController().stopRoute("destination-lrs");
        append("anna", "lrs");
        append("ben", "archive", "lrs");
        flipABit();

        try (Logged log = new Logged()) {
            runtime.context().getRouteController().startRoute("destination-lrs");

            await().atMost(60, SECONDS).untilAsserted(() -> assertThat(get("/observe/health").body())
                    .contains("\"name\":\"progress\",\"status\":\"DOWN\"", "destination lrs: ", DAMAGED,
                            "dead-letters drop lrs-1 --why"));
            assertThat(get("/observe/health").statusCode()).isEqualTo(503);
            assertThat(get("/observe/health/ready").statusCode()).isEqualTo(503);
            assertThat(get("/observe/health/ready").body()).contains(DAMAGED);
            assertThat(get("/observe/health/live").statusCode()).as("a new start would mend nothing").isEqualTo(200);
            await().atMost(60, SECONDS)
                    .untilAsserted(() -> assertThat(status()).containsPattern("Stalled: destination lrs: .*" + DAMAGED));
            append("cleo", "archive");
            await().atMost(60, SECONDS).until(() -> delivered("archive") == 2);
            assertThat(get("/observe/health").statusCode()).as("still").isEqualTo(503);
            assertThat(delivered("lrs")).isZero();
            assertThat(log.lines().filter(line -> line.contains(DAMAGED))).singleElement().asString()
                    .startsWith("ERROR serai.journal.delivery.DeliveryLog - Destination lrs has stalled: ");

            assertThat(CommandRun.of(0, "dead-letters", "drop", "lrs-1", "--why", "damaged").out()).contains("1 dropped");

            await().atMost(60, SECONDS).until(() -> get("/observe/health").statusCode() == 200);
            await().atMost(60, SECONDS).until(() -> delivered("lrs") == 1);
            await().atMost(60, SECONDS).untilAsserted(() -> assertThat(status()).doesNotContain("Stalled", "stalled"));
            assertThat(log.lines()).anyMatch(line -> line.endsWith("Destination lrs continues."));
        }
    }

    private void append(String learner, String... destinations) {
        DirectAppends.to(runtime.context()).append(Records.completion(learner), Set.of(destinations)).toCompletableFuture().join();
    }

    private long delivered(String destination) {
        return runtime.serai().journal().balances().get(destination).delivered();
    }

    private static String status() {
        return CommandRun.of(List.of(0, 1), "status").out();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(management + path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private void flipABit() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("journal.db"));
                PreparedStatement update = connection.prepareStatement("UPDATE record_batch SET body = ? WHERE base_seq = 1")) {
            byte[] body;
            try (ResultSet row = connection.createStatement().executeQuery("SELECT body FROM record_batch WHERE base_seq = 1")) {
                body = row.getBytes(1);
            }
            body[body.length / 2] ^= 1;
            update.setBytes(1, body);
            assertThat(update.executeUpdate()).isOne();
        }
    }
}
