package serai.cli.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.testkit.EmbeddedSerai;
import serai.testkit.process.SeraiFolder;
import serai.testkit.process.SeraiProcess;
import serai.testkit.trace.OtlpCollector;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The log for what collects those of containers. */
class JsonLogTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @TempDir
    private Path folder;

    @Test
    void isAnObjectOfJsonALineOnStandardOutputWithTheTraceOfARecord() throws Exception {
        SeraiFolder serai = new SeraiFolder(folder).withVariable("SERAI_LOG_FORMAT", "json");
        try (OtlpCollector collector = new OtlpCollector();
                SeraiProcess running = serai.withVariable("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url()).start("run")) {
            await().atMost(60, SECONDS).until(() -> running.out().contains("Serai is running"));
            String event = EmbeddedSerai.resource("praesidium-course-completed.as-published.json");
            post(serai, event);
            post(serai, event.replace("Duty to", "Duties to"));
            await().atMost(30, SECONDS).until(() -> running.out().contains("other content"));

            for (String line : running.out().lines().toList()) {
                JsonNode object = new JsonMapper().readTree(line);
                assertThat(object.path("log.level").asText()).isNotEmpty();
                assertThat(Instant.parse(object.path("@timestamp").asText())).isAfter(Instant.EPOCH);
                assertThat(object.path("message").asText()).isNotEmpty();
                assertThat(object.path("service.name").asText()).isEqualTo("serai");
            }
            assertThat(running.errors()).doesNotContain("Serai is running");
            JsonNode differs = new JsonMapper()
                    .readTree(running.out().lines().filter(line -> line.contains("other content")).findFirst().orElseThrow());
            assertThat(differs.path("trace.id").asText()).isEqualTo(TRACE);
            assertThat(differs.path("serai.record.id").asText()).hasSize(36);
            running.terminate().exitCode();
            assertThat(collector.span(TRACE, "deliver archive").getParentSpanId())
                    .isEqualTo(collector.span(TRACE, "POST /praesidium/events").getSpanId());
        }
    }

    private static void post(SeraiFolder serai, String event) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(serai.webhook()).header("Content-Type", "application/json")
                .header("Authorization", EmbeddedSerai.basic("praesidium", EmbeddedSerai.PASSWORD))
                .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01").POST(BodyPublishers.ofString(event)).build();
        assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(202);
    }
}
