package serai.destinations.lrs;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.model.LearningRecord;
import serai.testkit.EmbeddedSerai;
import serai.testkit.FreePort;
import serai.testkit.OneDestination;
import serai.testkit.Records;
import serai.testkit.Skipped;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a real learning record store does with what the destination {@code lrs} sends: Learning Locker's, in memory. */
class RealLrsTest {

    private static final Path SERVER = Path.of("src/test/judges/node_modules/xapi-statements/dist/server.js");
    private static final boolean AVAILABLE = Files.exists(SERVER);
    private static final String SKIPPED =
            "NO REAL LRS HAS TAKEN OUR STATEMENTS: that takes Node.js, and npm ci in src/test/judges";
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;
    private final HttpClient client = HttpClient.newHttpClient();
    private String url;
    private Process node;

    @BeforeEach
    void startOne() throws IOException {
        Skipped.unless(AVAILABLE, SKIPPED);
        String port = FreePort.text();
        url = "http://127.0.0.1:" + port + "/xAPI";
        ProcessBuilder process = new ProcessBuilder("node", SERVER.toAbsolutePath().toString()).directory(folder.toFile())
                .redirectErrorStream(true).redirectOutput(folder.resolve("lrs.log").toFile());
        process.environment().putAll(Map.of("EXPRESS_PORT", port, "MODELS_REPO", "memory", "EVENTS_REPO", "test",
                "AUTH_REPO", "test", "STORAGE_REPO", "local", "FS_LOCAL_STORAGE_DIR", folder.toString(),
                "EXPRESS_MORGAN_DIRECTORY", folder.toString()));
        node = process.start();
        await().atMost(60, SECONDS).ignoreExceptions().until(() -> ask("").statusCode() == 200);
    }

    @AfterEach
    void stopIt() throws InterruptedException {
        if (node != null) {
            node.destroyForcibly().waitFor();
        }
    }

    @Test
    void takesWhatIsNewKnowsWhatIsKnownAndRefusesTheRestOneByOne() throws Exception {
        try (OneDestination before = lrs("before").holding("ben").start()) {
            before.untilDelivered(1);
        }
        storeOther("cleo", "ben");
        LearningRecord impossible = Records.completion("dora", new BigDecimal("150"));

        try (OneDestination serai = lrs("after").start()) {
            serai.append("first"); // the first page after a start is a repeat
            serai.untilDelivered(1);
            serai.append(Records.completion("anna"), Records.completion("ben"), Records.completion("cleo"), impossible,
                    Records.completion("emil"));

            serai.untilBalance(6, 4, 0, 2);

            assertThat(serai.journalRows("SELECT class, status FROM aside ORDER BY class"))
                    .containsExactly("conflict|409", "refused|400");
        }
        for (String learner : new String[]{"first", "anna", "ben", "cleo", "emil"}) {
            assertThat(ask("?statementId=" + id(learner)).statusCode()).as(learner).isEqualTo(200);
        }
        assertThat(ask("?statementId=" + impossible.id()).statusCode()).isEqualTo(404);
    }

    private OneDestination lrs(String name) throws IOException {
        return new OneDestination("lrs", folder.resolve(name)).with("serai.lrs.url", url).with("serai.lrs.username", "serai")
                .with("serai.lrs.password", "it asks for none");
    }

    private static UUID id(String learner) {
        return Records.completion(learner).id();
    }

    /** Another's statement under the id that the learner's has. */
    private void storeOther(String learner, String another) throws Exception {
        ObjectNode statement = (ObjectNode) JSON.readTree(ask("?statementId=" + id(another)).body());
        statement.remove("stored");
        statement.put("id", id(learner).toString());
        HttpResponse<String> answer = send(request("").header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(statement.toString())));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private HttpResponse<String> ask(String question) throws IOException, InterruptedException {
        return send(request(question).GET());
    }

    private HttpRequest.Builder request(String question) {
        return HttpRequest.newBuilder(URI.create(url + "/statements" + question)).header("X-Experience-API-Version", "1.0.3")
                .header("Authorization", EmbeddedSerai.basic("anybody", "at all"));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
