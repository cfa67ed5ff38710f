package serai.cli.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.testkit.process.SeraiFolder;
import serai.testkit.process.SeraiProcess;

import java.nio.file.Path;
import java.time.Instant;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The log for what collects those of containers. */
class JsonLogTest {

    @TempDir
    private Path folder;

    @Test
    void isAnObjectOfJsonALineOnStandardOutput() throws Exception {
        try (SeraiProcess running = new SeraiFolder(folder).withVariable("SERAI_LOG_FORMAT", "json").start("run")) {
            await().atMost(60, SECONDS).until(() -> running.out().contains("Serai is running"));

            for (String line : running.out().lines().toList()) {
                JsonNode object = new JsonMapper().readTree(line);
                assertThat(object.path("log.level").asText()).isNotEmpty();
                assertThat(Instant.parse(object.path("@timestamp").asText())).isAfter(Instant.EPOCH);
                assertThat(object.path("message").asText()).isNotEmpty();
                assertThat(object.path("service.name").asText()).isEqualTo("serai");
            }
            assertThat(running.errors()).doesNotContain("Serai is running");
        }
    }
}
