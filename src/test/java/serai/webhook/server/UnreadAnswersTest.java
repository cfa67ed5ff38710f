package serai.webhook.server;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.testkit.EmbeddedSerai;
import serai.testkit.http.Attacker;
import serai.testkit.process.SeraiFolder;
import serai.testkit.process.SeraiProcess;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests without end and without a password on one connection, whose answers nobody reads, to a Serai with 256 MB in a process
 * of its own.
 */
class UnreadAnswersTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final long FLOOD_BYTES = 100_000_000;
    private static final int POSTS = 20;

    @TempDir
    private Path folder;

    @Test
    void oneConnectionThatReadsNothingLeavesMemoryForTheOthers() throws Exception {
        SeraiFolder shop = new SeraiFolder(folder).withVariable("JAVA_TOOL_OPTIONS", "-Xmx256m").with("serai.mct.enabled", "false")
                .with("serai.webhook.receive.max.ms", "3600000"); // so that the clock doesn't help
        try (SeraiProcess serai = shop.start("run").untilRunning();
                Attacker attacker = new Attacker(shop.webhook().getPort(), "127.0.0.2")) {
            long began = System.nanoTime();
            attacker.floods("GET /x HTTP/1.1\r\nHost: x\r\n\r\n".repeat(500), FLOOD_BYTES);
            long taken = attacker.untilStuck(FLOOD_BYTES, 1_500);
            for (int number = 0; number < POSTS; number++) {
                assertThat(post(shop.webhook(), number)).isEqualTo(202);
            }
            System.out.printf("one connection that reads nothing: %s bytes were taken of it in %s s, %s posts were answered, %s%n",
                    taken,
                    Duration.ofNanos(System.nanoTime() - began).toSeconds(), POSTS, peak(serai));
            assertThat(taken).isLessThan(5_000_000);
            assertThat(serai.errors()).doesNotContain("OutOfMemoryError");
        }
    }

    private static int post(URI webhook, int number) throws Exception {
        String event = EmbeddedSerai.resource("praesidium-course-completed.json").replace("aaaaaaaa", "%08x".formatted(number));
        return CLIENT.send(HttpRequest.newBuilder(webhook).timeout(Duration.ofSeconds(5)).header("Content-Type", "application/json")
                .header("Authorization", EmbeddedSerai.basic("praesidium", EmbeddedSerai.PASSWORD))
                .POST(HttpRequest.BodyPublishers.ofString(event)).build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private static String peak(SeraiProcess serai) throws Exception {
        Path status = Path.of("/proc", String.valueOf(serai.pid()), "status");
        return Files.exists(
                status) ? Files.readAllLines(status).stream().filter(line -> line.startsWith("VmHWM")).findFirst().orElse("")
                        .replaceAll("\\s+", " ") : "";
    }
}
