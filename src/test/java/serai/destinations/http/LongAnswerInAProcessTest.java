package serai.destinations.http;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.testkit.EmbeddedSerai;
import serai.testkit.Kept;
import serai.testkit.PrivateFolder;
import serai.testkit.http.LongAnswer;
import serai.testkit.process.SeraiFolder;
import serai.testkit.process.SeraiProcess;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** An answer that unzips to 1.5 GB, given to a Serai with 256 MB in a process of its own. */
class LongAnswerInAProcessTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    /** The route is a user's own, with Camel's client as it comes. */
    @Test
    void costsNeitherTheProcessNorTheDelivery() throws Exception {
        try (LongAnswer bomb = new LongAnswer(200, LongAnswer.Part.ZIPPED)) {
            SeraiFolder shop = new SeraiFolder(folder).withVariable("JAVA_TOOL_OPTIONS", "-Xmx256m -XX:+ExitOnOutOfMemoryError")
                    .with("serai.mct.enabled", "false").with("serai.routes", "file:" + routes(bomb.url()))
                    .with("serai.retry.stopped.ms", "200");
            try (SeraiProcess serai = shop.start("run").untilRunning()) {
                int posted = 0;
                long begun = System.nanoTime();
                while (bomb.requests() < 3) {
                    assertThat(Duration.ofNanos(System.nanoTime() - begun)).as(serai.errors()).isLessThan(Duration.ofSeconds(30));
                    assertThat(post(shop.webhook(), posted++)).isEqualTo(202);
                }
                System.out.printf(
                        "an answer of 1.5 GB, unzipped, at %s attempts: %s bytes of it were sent, %s posts were answered, %s%n",
                        bomb.requests(), bomb.mostBytesTaken(), posted, peak(serai.pid()));
                bomb.answersRightly();

                int all = posted;
                await().atMost(Duration.ofSeconds(30)).until(() -> Kept.rowsAt("jdbc:sqlite:" + shop.data().resolve("journal.db"),
                        "SELECT delivered FROM destination WHERE name = 'plain'").equals(List.of(String.valueOf(all))));
                assertThat(serai.errors()).contains("more than 1048576 bytes").doesNotContain("java.lang.OutOfMemoryError");
            }
        }
    }

    private Path routes(String url) throws Exception {
        Path routes = PrivateFolder.make(folder.resolve("routes"));
        for (String shipped : new String[]{"errors-webhook", "errors-delivery", "source-praesidium"}) {
            Files.copy(Path.of("routes", shipped + ".camel.yaml"), routes.resolve(shipped + ".camel.yaml"));
        }
        Files.writeString(routes.resolve("router.camel.yaml"), """
                - route:
                    id: router
                    errorHandler:
                      noErrorHandler: {}
                    from:
                      uri: direct:router
                      steps:
                        - to:
                            uri: journal:plain
                """);
        Files.writeString(routes.resolve("destination-plain.camel.yaml"), """
                - route:
                    id: destination-plain
                    routeConfigurationId: delivery
                    from:
                      uri: journal:plain
                      steps:
                        - setBody:
                            constant: "[]"
                        - removeHeaders:
                            pattern: "*"
                        - to:
                            uri: "%s"
                """.formatted(url));
        return routes;
    }

    private static int post(URI webhook, int number) throws Exception {
        String event = EmbeddedSerai.resource("praesidium-course-completed.json")
                .replace("aaaaaaaa", "%08x".formatted(number));
        return CLIENT.send(HttpRequest.newBuilder(webhook).timeout(Duration.ofSeconds(5)).header("Content-Type", "application/json")
                .header("Authorization", EmbeddedSerai.basic("praesidium", EmbeddedSerai.PASSWORD))
                .POST(HttpRequest.BodyPublishers.ofString(event)).build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private static String peak(long pid) throws Exception {
        Path status = Path.of("/proc", String.valueOf(pid), "status");
        return Files.exists(
                status) ? Files.readAllLines(status).stream().filter(line -> line.startsWith("VmHWM")).findFirst().orElse("")
                        .replaceAll("\\s+", " ") : "";
    }
}
