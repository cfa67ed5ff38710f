package serai.formats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import serai.model.LearningRecord;
import serai.testkit.formats.Judges;

import java.io.IOException;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** What the JSON schema of CloudEvents, in {@code src/test/judges}, says of our batches. */
class CloudEventsJudgeTest {

    private static final String JUDGE = "cloudevents.js";

    @BeforeEach
    void needsNode() {
        Judges.require("CLOUDEVENTS");
    }

    @Test
    void acceptsAnEventOfAnUnknownType() throws Exception {
        assertThat(Judges.judged(JUDGE, batch(List.of(FormatRecords.unknown())))).containsExactly("cloudevents: 1 events");
    }

    @Test
    void refusesAnEventThatIsNone() throws Exception {
        JsonNode batch = batch(List.of(FormatRecords.golden("mct-login"), FormatRecords.golden("mct-login")));
        ((ObjectNode) batch.get(0)).put("time", "28 February 2021");
        ((ObjectNode) batch.get(1)).put("source", "");

        assertThat(Judges.judged(JUDGE, batch)).containsExactly("cloudevents: 2 events",
                "cloudevents: event 0: format at /time", "cloudevents: event 1: minLength at /source");
    }

    private static JsonNode batch(List<LearningRecord> records) throws IOException {
        return new JsonMapper().readTree(new CloudEvents(FormatRecords.CLOUD_EVENTS).write(records));
    }
}
