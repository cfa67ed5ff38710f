package serai.cli.configure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.testkit.CommandRun;

import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code ./serai explain}, with the shipped routes and settings. */
class ExplainCommandTest {

    private static final String COMPLETION = "src/test/resources/golden/events/mct-course-completion.json";

    @Test
    void showsAnEventsWayAndWhatEachDestinationIsSent() {
        String out = CommandRun.of(0, "explain", COMPLETION).out();

        assertThat(out).contains("Event 1: COURSE_COMPLETED", "when known-types", "routes/router.camel.yaml:",
                "-> archive, lrs, warehouse", "Destination lrs", "POST http://127.0.0.1:8090/lrs/statements",
                "Authorization: ***", "INSERT INTO course_completion", "course_completed.jsonl");
    }

    @Test
    void showsTheSameToMachines() throws Exception {
        JsonNode event = new JsonMapper().readTree(CommandRun.of(0, "explain", "--json", COMPLETION).out());

        assertThat(event.path("outcome").asText()).isEqualTo("routed");
        assertThat(event.at("/record/type").asText()).isEqualTo("COURSE_COMPLETED");
        assertThat(event.at("/deliveries/1/destination").asText()).isEqualTo("lrs");
        assertThat(event.at("/deliveries/1/attempts/0/requests/0/body/0/id").asText()).isEqualTo(event.at("/record/id").asText());
        assertThat(event.at("/deliveries/1/attempts/0/requests/0/headers/Authorization").asText()).isEqualTo("***");
    }

    @Test
    void asksWhoseAnEventIs(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("event.json"), "{\"type\": \"LOGIN\"}");

        assertThat(CommandRun.of(1, "explain", file.toString()).error()).contains("event.json", "--platform");
        assertThat(CommandRun.of(0, "explain", "--platform", "mct", file.toString()).out()).contains("Refused: ",
                "The broker keeps the message in its dead-letter sub-queue.");
    }
}
