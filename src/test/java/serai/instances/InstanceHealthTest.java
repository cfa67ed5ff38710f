package serai.instances;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.sandbox.praesidium.PraesidiumPublisher;
import serai.testkit.EmbeddedSerai;
import serai.testkit.http.SilentNetwork.Direction;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What the health of an instance tells a load balancer, and what it tells an operator. */
class InstanceHealthTest {

    /** One for all: each client keeps its connections until it is collected, and those of one address are bounded. */
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    @TempDir
    private Path path;

    @Test
    void anInstanceIsReadyWhileItCanTakeInWhateverBecomesOfTheOthers() throws Exception {
        try (SeveralInstances all = new SeveralInstances(path, "a", "b")) {
            all.folderOf("b").with("serai.delivery.stalled.ms", "5000");
            all.start("a");
            all.start("b");
            await().atMost(PATIENCE).until(() -> all.leases("a") > 0 && all.leases("b") > 0);
            await("others have leases").atMost(PATIENCE).until(() -> get(all, "b", "health").statusCode() == OK);

            all.process("a").kill();
            assertThat(post(all, "b")).isEqualTo(202);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(get(all, "b", "health").body()).contains(
                    "\"name\":\"progress-elsewhere\",\"status\":\"DOWN\"", "destination archive", "serai.archive.on"));
            assertThat(get(all, "b", "health").statusCode()).isEqualTo(UNAVAILABLE);
            assertThat(get(all, "b", "health/ready").statusCode()).isEqualTo(OK);
            assertThat(get(all, "b", "health/live").statusCode()).isEqualTo(OK);
            await().atMost(PATIENCE).until(() -> get(all, "b", "metrics").body().lines()
                    .anyMatch(line -> line.matches("serai_destination_stalled\\{.*destination=\"archive\".*} 1.*")));
            assertThat(all.process("b").errors()).contains("Stalled: destination archive");

            all.start("a");
            await().atMost(PATIENCE).until(() -> get(all, "b", "health").statusCode() == OK);

            all.network("b").silenceAll(Direction.TO_CLIENT);
            await().atMost(PATIENCE).until(() -> get(all, "b", "health/ready").statusCode() == UNAVAILABLE);
            assertThat(get(all, "b", "health/live").statusCode()).as("a restart would mend nothing").isEqualTo(OK);
            assertThat(get(all, "a", "health/ready").statusCode()).isEqualTo(OK);

            all.network("b").letNewOnesThrough();
            await().atMost(PATIENCE).until(() -> get(all, "b", "health/ready").statusCode() == OK);
            assertThat(post(all, "b")).isEqualTo(202);
        }
    }

    private static int post(SeveralInstances all, String instance) throws IOException, InterruptedException {
        return new PraesidiumPublisher("praesidium", EmbeddedSerai.PASSWORD).publish(all.folderOf(instance).webhook(),
                EmbeddedSerai.resource("praesidium-course-completed.json").getBytes(StandardCharsets.UTF_8));
    }

    private static HttpResponse<String> get(SeveralInstances all, String instance, String what)
            throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:%s/observe/%s"
                .formatted(all.folderOf(instance).settings().getProperty("camel.management.port"), what)))
                .timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
    }
}
