package serai.cli.terminal;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import serai.model.trace.LogContext;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class JsonLineTest {

    @Test
    void hasTheNamesOfEcsAndWhatIsKnownBesideTheMessage() throws Exception {
        LoggerContext log = new LoggerContext();
        LoggingEvent event = new LoggingEvent("x", log.getLogger("serai.x"), Level.WARN, "it \"said\"\n{}", null,
                new Object[]{"ünd"});
        event.setMDCPropertyMap(Map.of(LogContext.RECORD, "4711", "trace.id", "abc"));

        String line = new String(new JsonLine().encode(event), StandardCharsets.UTF_8);

        assertThat(line).endsWith("}\n").doesNotContain("\n{");
        JsonNode object = new JsonMapper().readTree(line);
        assertThat(object.fieldNames()).toIterable().containsExactly("@timestamp", "log.level", "message", "ecs.version",
                "service.name", "process.thread.name", "log.logger", "serai.record.id", "trace.id");
        assertThat(object.path("message").asText()).isEqualTo("it \"said\"\nünd");
        assertThat(object.path("log.level").asText()).isEqualTo("WARN");
        assertThat(object.path("serai.record.id").asText()).isEqualTo("4711");
    }
}
