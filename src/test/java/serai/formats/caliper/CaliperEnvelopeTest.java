package serai.formats.caliper;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import serai.formats.FormatRecords;
import serai.formats.UntranslatableRecordException;
import serai.model.LearningRecord;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CaliperEnvelopeTest {

    @Test
    void gradesTheAttemptThatTheLearnerHasSubmitted() throws JsonProcessingException {
        JsonNode events = data(FormatRecords.golden("mct-module-exam"));

        assertThat(events).hasSize(2);
        String attempt = events.get(0).at("/generated/id").textValue();
        assertThat(events.get(1).at("/object/id").textValue()).isEqualTo(attempt);
        assertThat(events.get(1).at("/generated/attempt").textValue()).isEqualTo(attempt);
        assertThat(events.get(1).at("/generated/scoreGiven").decimalValue()).isEqualByComparingTo("50");
    }

    @Test
    void hasTheSameIdsHoweverOftenItIsWritten() throws JsonProcessingException {
        assertThat(data(FormatRecords.golden("mct-module-exam"))).isEqualTo(data(FormatRecords.golden("mct-module-exam")));
    }

    @Test
    void namesNobody() throws JsonProcessingException {
        assertThat(data(FormatRecords.completionBy("Anna")).toString()).doesNotContain("Anna", "+31 20 1234567", "e-1", "north");
    }

    @Test
    void refusesARecordOfAnUnknownType() {
        assertThatThrownBy(() -> data(FormatRecords.unknown())).isInstanceOf(UntranslatableRecordException.class)
                .hasMessageContaining("an event of Caliper");
    }

    private static JsonNode data(LearningRecord record) throws JsonProcessingException {
        return new JsonMapper().readTree(FormatRecords.envelope().write(List.of(record))).path("data");
    }
}
