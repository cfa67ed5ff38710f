package serai.sources.praesidium;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.journal.Balance;
import serai.testkit.EmbeddedSerai;
import serai.testkit.Golden;
import serai.testkit.Kept;

import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What Praesidium's document leaves open, at the webhook itself: what comes in is kept as it is, or refused with the place. */
@TestInstance(Lifecycle.PER_CLASS)
class PraesidiumWebhookTest {

    private static final String PERSONAL = "email@gmail.com";
    private static final String USER = "/event_specific_detail/user_detail";

    private Path data;
    private EmbeddedSerai serai;
    private String event;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        data = folder;
        serai = new EmbeddedSerai(data).with("serai.mct.enabled", "false")
                .with("serai.praesidium.accepted.status", "200").start();
        event = EmbeddedSerai.resource("praesidium-course-completed.json");
    }

    @AfterAll
    void stop() {
        serai.close();
    }

    @Test
    void passesNamesAndTitlesByteForByteToEveryDestination() throws Exception {
        byte[] sent = Golden.read("events/praesidium-course-completed.unicode.json");
        JsonNode json = new JsonMapper().readTree(sent);
        String title = json.at("/event_context/course/name").textValue();
        String firstName = json.at("/event_specific_detail/user_detail/first_name").textValue();

        assertThat(serai.post(new String(sent, StandardCharsets.UTF_8)).statusCode()).isEqualTo(200);

        Kept kept = new Kept(data);
        await().atMost(30, SECONDS).untilAsserted(() -> {
            assertThat(kept.rows("warehouse.db", "SELECT course_name, first_name FROM course_completed"))
                    .contains(title + "|" + firstName);
            assertThat(kept.archived(".jsonl")).anySatisfy(line -> {
                assertThat(new JsonMapper().readTree(line).at("/activity/name").textValue()).isEqualTo(title);
                assertThat(new JsonMapper().readTree(line).at("/learner/firstName").textValue()).isEqualTo(firstName);
            });
            assertThat(serai.http().lrs().statements())
                    .anySatisfy(statement -> assertThat(statement.at("/object/definition/name/und").textValue()).isEqualTo(title));
            assertThat(kept.rows("journal.db", "SELECT hex(raw) FROM record"))
                    .contains(HexFormat.of().withUpperCase().formatHex(sent));
        });
    }

    /** Found by fuzzing: beyond the year 2262 it was answered 500. */
    @ParameterizedTest
    @ValueSource(strings = {"9999-12-31 23:59:59", "2262-04-11 23:47:17", "0001-01-01 00:00:00"})
    void keepsAnEventOfAnyTimeThatExists(String time) throws Exception {
        assertThat(serai.post(event.replace("2018-03-01 17:45:37", time)).statusCode()).isEqualTo(200);
    }

    @Test
    void keepsAnEventOfATypeOrVersionThatIsNotInTheDocument() throws Exception {
        assertThat(serai.post(event.replace("COURSE_COMPLETED", "BADGE_EARNED")).statusCode()).isEqualTo(200);
        assertThat(serai.post(event.replace("\"1.0\"", "\"1.1\"")).statusCode()).isEqualTo(200);

        await().atMost(30, SECONDS).untilAsserted(() -> assertThat(serai.journal().balances())
                .containsEntry("unrouted", new Balance(2, 0, 2, 0, 0)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "\"aaaaaaaa-bbbb-cccc-dddd-ffffffffffff\" | [\"email@gmail.com\"]    | /event_context/uuid | a text or null",
            "\"version\": \"1.0\",                   | ''                       | /version | the version of the specification, 1.0",
            "\"2018-03-01 17:45:37\"                 | \"email@gmail.com\"      | /event_timestamp | a time such as",
            "\"Tester\"                              | {\"email@gmail.com\": 1} | " + USER + "/first_name | a text or null"})
    void tellsThePointerAndWhatWasExpectedAndNobodysData(String part, String instead, String pointer, String expected)
            throws Exception {
        String broken = event.replace(part, instead);
        assertThat(broken).isNotEqualTo(event);

        HttpResponse<String> answer = serai.post(broken);

        JsonNode problem = problem(answer);
        assertThat(problem.path("pointer").textValue()).isEqualTo(pointer);
        assertThat(problem.path("expected").textValue()).startsWith(expected);
        assertThat(problem.path("detail").textValue()).startsWith(pointer).contains(expected);
        assertThat(answer.body()).doesNotContain(PERSONAL, "Testerman", "aaaaaaaa");
    }

    @ParameterizedTest
    @ValueSource(strings = {"depth", "text", "name", "number"})
    void refusesJsonBeyondItsBoundsWithThePlace(String bound) throws Exception {
        String excess = switch (bound) {
            case "depth" -> "[".repeat(33) + "]".repeat(33);
            case "text" -> "\"" + "x".repeat(65_537) + "\"";
            case "name" -> "{\"" + "x".repeat(1_025) + "\": 1}";
            default -> "1".repeat(201);
        };

        HttpResponse<String> answer = serai.post(event.replaceFirst("\\{", "{\"more\": " + excess + ","));

        JsonNode problem = problem(answer);
        assertThat(problem.path("line").intValue()).isOne();
        assertThat(problem.path("column").intValue()).isPositive();
        assertThat(problem.path("detail").textValue()).contains("nested too deeply, or a text, name or number in it is too long");
    }

    @Test
    void tellsWhoeverTriesPasswordsToWaitAndLetsTheRightOneIn() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        List<CompletableFuture<HttpResponse<String>>> guesses = IntStream.range(0, 100)
                .mapToObj(i -> client.sendAsync(serai.request().setHeader("Authorization",
                        EmbeddedSerai.basic("praesidium", "guess" + i)).POST(BodyPublishers.ofString(event)).build(),
                        BodyHandlers.ofString()))
                .toList();

        assertThat(serai.post(event).statusCode()).isEqualTo(200);

        assertThat(guesses.stream().map(CompletableFuture::join))
                .allSatisfy(answer -> assertThat(answer.statusCode()).isIn(401, 429))
                .filteredOn(answer -> answer.statusCode() == 429).isNotEmpty()
                .allSatisfy(answer -> {
                    assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
                    assertThat(answer.body()).contains("Too Many Requests").doesNotContain("guess", "praesidium");
                });
    }

    private static JsonNode problem(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = new JsonMapper().readTree(answer.body());
        assertThat(problem.path("status").intValue()).isEqualTo(400);
        return problem;
    }
}
