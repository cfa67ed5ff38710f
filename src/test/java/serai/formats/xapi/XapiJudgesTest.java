package serai.formats.xapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import serai.formats.FormatRecords;
import serai.model.LearningRecord;
import serai.testkit.Golden;
import serai.testkit.formats.Judges;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** What two validators of others, in {@code src/test/judges}, say of our statements. */
class XapiJudgesTest {

    private static final String JUDGE = "xapi.js";
    private static final JsonMapper JSON = new JsonMapper();

    @BeforeEach
    void needsNode() {
        Judges.require("xAPI STATEMENTS");
    }

    @Test
    void acceptEveryDocumentedEventHoweverItsStatementIsSet() throws Exception {
        ArrayNode statements = JSON.createArrayNode();
        List<LearningRecord> records = Golden.names("records").stream().map(FormatRecords::golden).toList();
        Stream.concat(Stream.of(FormatRecords.SETTINGS), Arrays.stream(XapiActor.values()).map(FormatRecords::talkative))
                .map(settings -> array(new XapiStatements(settings).write(records))).forEach(statements::addAll);

        assertThat(Judges.judged(JUDGE, statements)).containsExactly(
                "@learninglocker/xapi-validation: " + 4 * records.size() + " statements",
                "xapi-validation: " + 4 * records.size() + " statements");
    }

    @Test
    void refuseAStatementThatIsNone() throws Exception {
        ArrayNode statements = array(new XapiStatements(FormatRecords.SETTINGS).write(List.of(FormatRecords.golden("mct-login"))));
        ((ObjectNode) statements.get(0)).put("timestamp", "2021-02-28 17:26:45").remove("verb");

        assertThat(Judges.judged(JUDGE, statements)).filteredOn(line -> line.contains("statement 0"))
                .anyMatch(line -> line.startsWith("xapi-validation") && line.endsWith("statement/verb"))
                .anyMatch(line -> line.startsWith("@learninglocker") && line.endsWith("statement/timestamp"));
    }

    private static ArrayNode array(String statements) {
        try {
            return (ArrayNode) JSON.readTree(statements);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
