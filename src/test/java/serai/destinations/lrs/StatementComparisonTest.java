package serai.destinations.lrs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class StatementComparisonTest {

    private static final String SENT = """
            {"id": "1", "timestamp": "2021-02-28T17:28:00.940Z",
             "actor": {"objectType": "Agent", "account": {"homePage": "https://example.org", "name": "anna"}},
             "verb": {"id": "https://example.org/completed", "display": {"en-US": "completed"}},
             "object": {"objectType": "Activity", "id": "https://example.org/c1", "definition": {"type": "https://example.org/t"}},
             "result": {"score": {"scaled": 0.5}},
             "context": {"contextActivities": {"parent": [{"objectType": "Activity", "id": "https://example.org/p"}]},
                         "extensions": {"https://example.org/x": {"display": "1"}}}}""";

    @Test
    void isTheSameWhateverTheStoreAddsOrWritesInAnotherWay() {
        assertThat(StatementComparison.same(json("""
                {"id": "1", "timestamp": "2021-02-28T18:28:00.94+01:00", "version": "1.0.0", "stored": "2021-03-01T00:00:00Z",
                 "authority": {"objectType": "Agent", "mbox": "mailto:lrs@example.org"},
                 "actor": {"account": {"name": "anna", "homePage": "https://example.org"}},
                 "verb": {"id": "https://example.org/completed"},
                 "object": {"id": "https://example.org/c1", "definition": {"name": {"en": "course 1"}}},
                 "result": {"score": {"scaled": 0.50}},
                 "context": {"contextActivities": {"parent": {"id": "https://example.org/p"}},
                             "extensions": {"https://example.org/x": {"display": "1"}}}}"""), json(SENT))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"anna, ben", "/completed, /started", "c1, c2", "0.5, 0.6", "00.940Z, 00.941Z", "example.org/p, example.org/q",
            "'\"display\": \"1\"', '\"display\": \"2\"'", "'\"result\": {\"score\": {\"scaled\": 0.5}},', ''",
            "'{\"id\": \"1\"', '{\"id\": \"2\"'"})
    void isAnotherWhereAnythingThatIsMeantDiffers(String part, String other) {
        assertThat(StatementComparison.same(json(SENT.replace(part, other)), json(SENT))).isFalse();
    }

    @Test
    void nothingIsNotTheSame() {
        assertThat(StatementComparison.same(json(""), json(SENT))).isFalse();
        assertThat(StatementComparison.same(json("{\"statements\": []}"), json(SENT))).isFalse();
    }

    private static JsonNode json(String text) {
        try {
            return new JsonMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
