package serai.webhook;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ProblemTest {

    @Test
    void writesItsMembersAndThenItsExtensions() {
        Map<String, Object> extensions = new LinkedHashMap<>();
        extensions.put("pointer", "/event_context/uuid");
        extensions.put("line", 3);
        extensions.put("column", 14);
        Problem problem = new Problem("https://serai.example/problems/missing", "A member is missing", 400,
                "Every event names its learner – send event_context.uuid.", extensions);

        assertThat(new String(problem.json(), StandardCharsets.UTF_8)).isEqualTo("{"
                + "\"type\":\"https://serai.example/problems/missing\",\"title\":\"A member is missing\",\"status\":400,"
                + "\"detail\":\"Every event names its learner – send event_context.uuid.\","
                + "\"pointer\":\"/event_context/uuid\",\"line\":3,\"column\":14}");
    }

    @Test
    void leavesOutADetailThatIsNotThere() {
        assertThat(new Problem(Problem.BLANK, "Not Found", 404, null, Map.of()).json())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404}");
    }

    @Test
    void refusesAnExtensionThatWouldHideAMember() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Problem(Problem.BLANK, "Bad Request", 400, null, Map.of("status", 200)))
                .withMessageContaining("'status' can't be an extension member");
    }
}
