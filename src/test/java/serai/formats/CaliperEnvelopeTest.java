package serai.formats;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import serai.model.LearningRecord;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CaliperEnvelopeTest {

    @Test
    void gradesTheAttemptThatTheLearnerHasSubmitted() throws JsonProcessingException {
        JsonNode events = data(Records.golden("mct-module-exam"));

        assertThat(events).hasSize(2);
        String attempt = events.get(0).at("/generated/id").textValue();
        assertThat(events.get(1).at("/object/id").textValue()).isEqualTo(attempt);
        assertThat(events.get(1).at("/generated/attempt").textValue()).isEqualTo(attempt);
        assertThat(events.get(1).at("/generated/scoreGiven").decimalValue()).isEqualByComparingTo("50");
    }

    @Test
    void hasTheSameIdsHoweverOftenItIsWritten() throws JsonProcessingException {
        assertThat(data(Records.golden("mct-module-exam"))).isEqualTo(data(Records.golden("mct-module-exam")));
    }

    @Test
    void namesNobody() throws JsonProcessingException {
        assertThat(data(Records.completionBy("Anna")).toString()).doesNotContain("Anna", "+31 20 1234567", "e-1", "north");
    }

    @Test
    void refusesARecordOfAnUnknownType() {
        assertThatThrownBy(() -> data(Records.unknown())).isInstanceOf(UntranslatableRecordException.class)
                .hasMessageContaining("an event of Caliper");
    }

    private static JsonNode data(LearningRecord record) throws JsonProcessingException {
        return new JsonMapper().readTree(Records.envelope().write(List.of(record))).path("data");
    }
}
