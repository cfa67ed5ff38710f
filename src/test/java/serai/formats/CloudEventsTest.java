package serai.formats;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import serai.model.LearningRecord;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class CloudEventsTest {

    @Test
    void wrapsARecordOfAnUnknownTypeToo() throws JsonProcessingException {
        LearningRecord record = FormatRecords.unknown();

        JsonNode event = new JsonMapper().readTree(new CloudEvents(FormatRecords.CLOUD_EVENTS).write(List.of(record))).get(0);

        assertThat(event.path("type").textValue()).isEqualTo("org.example.learning.unknown.v1");
        assertThat(event.fieldNames()).toIterable().doesNotContain("subject", "time");
        assertThat(event.at("/data/type").textValue()).isEqualTo("BADGE");
    }

    @Test
    void isABatchThoughItHoldsOne() {
        assertThat(new CloudEvents(FormatRecords.CLOUD_EVENTS).write(List.of(FormatRecords.completionBy("Anna")))).startsWith("[{")
                .endsWith("}]");
    }
}
