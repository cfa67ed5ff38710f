package serai.formats;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import serai.Golden;
import serai.model.LearningRecord;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What two validators of others, in {@code src/test/judges}, say of our statements. */
class XapiJudgesTest {

    private static final Path JUDGES = Path.of("src/test/judges");
    private static final boolean AVAILABLE = Files.isDirectory(JUDGES.resolve("node_modules"));
    private static final String SKIPPED = "NOBODY HAS JUDGED THE xAPI STATEMENTS: that takes Node.js, and npm ci in " + JUDGES;
    private static final JsonMapper JSON = new JsonMapper();

    @BeforeAll
    static void saySoIfNobodyJudges() {
        if (!AVAILABLE) { // around Surefire, which keeps what a test prints, and why it was skipped, to itself
            new PrintStream(new FileOutputStream(FileDescriptor.err), true).println(SKIPPED);
        }
    }

    @BeforeEach
    void needsNode() {
        assumeTrue(AVAILABLE, SKIPPED);
    }

    @Test
    void acceptEveryDocumentedEventHoweverItsStatementIsSet() throws Exception {
        ArrayNode statements = JSON.createArrayNode();
        List<LearningRecord> records = Golden.names("records").stream().map(Records::golden).toList();
        Stream.concat(Stream.of(Records.SETTINGS), Arrays.stream(XapiActor.values()).map(Records::talkative))
                .map(settings -> array(new XapiStatements(settings).write(records))).forEach(statements::addAll);

        assertThat(judged(statements)).containsExactly(
                "@learninglocker/xapi-validation: " + 4 * records.size() + " statements",
                "xapi-validation: " + 4 * records.size() + " statements");
    }

    @Test
    void refuseAStatementThatIsNone() throws Exception {
        ArrayNode statements = array(new XapiStatements(Records.SETTINGS).write(List.of(Records.golden("mct-login"))));
        ((ObjectNode) statements.get(0)).put("timestamp", "2021-02-28 17:26:45").remove("verb");

        assertThat(judged(statements)).filteredOn(line -> line.contains("statement 0"))
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

    private static List<String> judged(JsonNode statements) throws IOException, InterruptedException {
        Process node = new ProcessBuilder("node", "judge.js").directory(JUDGES.toFile()).redirectErrorStream(true).start();
        try (OutputStream in = node.getOutputStream()) {
            JSON.writeValue(in, statements);
        }
        boolean ended = node.waitFor(60, SECONDS);
        if (!ended) {
            node.destroyForcibly();
        }
        assertThat(ended).as("the judges have come to an end").isTrue();
        List<String> lines = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        assertThat(node.exitValue()).as("%s", lines).isZero();
        return lines;
    }
}
