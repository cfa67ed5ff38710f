package serai.sandbox.lrs;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.testkit.lrs.SampleStatement.statement;
import static serai.testkit.lrs.XapiClient.json;

/** How a statement is stored or refused, and what every answer says. */
class LearningRecordStoreTest extends OpenLearningRecordStore {

    @Test
    void storesAStatementAndAnswersItsId() throws Exception {
        HttpResponse<String> answer = client.post(statement(ONE).toString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("[\"" + ONE + "\"]");
        assertThat(lrs.size()).isEqualTo(1);
    }

    @Test
    void storesABatchAndMakesUpTheIdsThatAreMissing() throws Exception {
        HttpResponse<String> answer = client.post("[%s,%s]".formatted(statement(), statement(ONE)));

        assertThat(answer.statusCode()).isEqualTo(200);
        UUID made = UUID.fromString(json(answer).get(0).textValue());
        assertThat(json(answer).get(1).textValue()).isEqualTo(ONE.toString());
        assertThat(lrs.statement(made)).isPresent();
        assertThat(lrs.statements()).extracting(each -> each.get("id").textValue())
                .containsExactly(made.toString(), ONE.toString());
    }

    @Test
    void returnsAStatementAsItCameWithWhatAStoreAssigns() throws Exception {
        client.post(statement(ONE).with("/result/score/raw", "50.00").without("/timestamp").toString());

        HttpResponse<String> answer = client.get("/lrs/statements?statementId=" + ONE);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.headers().firstValue("Last-Modified")).contains("Thu, 1 Jan 2026 00:00:00 GMT");
        assertThat(answer.body()).contains("\"raw\":50.00");
        JsonNode statement = json(answer);
        assertThat(statement.get("stored").textValue()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(statement.get("timestamp").textValue()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(statement.get("version").textValue()).isEqualTo("1.0.0");
        assertThat(statement.at("/authority/account/name").textValue()).isEqualTo("anybody");
        assertThat(statement.get("context")).isEqualTo(statement().json().get("context"));
    }

    @Test
    void storesWithPut() throws Exception {
        assertThat(client.put(ONE.toString(), statement().toString()).statusCode()).isEqualTo(204);
        assertThat(client.put(TWO.toString(), statement(TWO).toString()).statusCode()).isEqualTo(204);

        assertThat(lrs.statement(ONE)).isPresent();
        assertThat(lrs.statement(TWO)).isPresent();
    }

    @Test
    void refusesAPutWithoutItsIdOrWithAnother() throws Exception {
        assertThat(client.put("", statement().toString()).statusCode()).isEqualTo(400);
        assertThat(client.put(ONE.toString(), statement(TWO).toString()).statusCode()).isEqualTo(400);
        assertThat(client.put(ONE.toString(), "[%s]".formatted(statement())).statusCode()).isEqualTo(400);
        assertThat(lrs.size()).isZero();
    }

    @Test
    void takesTheSameStatementAgainAndStoresItOnce() throws Exception {
        client.post(statement(ONE).toString());

        assertThat(client.post(statement(ONE).with("/timestamp", "\"2021-02-28T18:28:00.940+01:00\"").toString())
                .statusCode()).isEqualTo(200);
        assertThat(client.put(ONE.toString(), statement().toString()).statusCode()).isEqualTo(204);
        assertThat(client.post(lrs.statement(ONE).orElseThrow().toString()).statusCode()).isEqualTo(200);

        assertThat(lrs.size()).isEqualTo(1);
    }

    @Test
    void refusesTheWholeBatchWithAnIdThatIsKnownWithAnotherContent() throws Exception {
        client.post(statement(ONE).toString());

        HttpResponse<String> answer = client.post("[%s,%s]".formatted(statement(TWO),
                statement(ONE).with("/verb/id", "\"http://adlnet.gov/expapi/verbs/passed\"")));

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(json(answer).get("error").textValue()).contains(ONE.toString(), "nothing was stored");
        assertThat(lrs.size()).isEqualTo(1);
        assertThat(lrs.statement(ONE).orElseThrow().at("/verb/id").textValue()).endsWith("completed");
    }

    @Test
    void refusesABatchWithAnIdTwice() throws Exception {
        HttpResponse<String> answer = client.post("[%s,%s]".formatted(statement(ONE), statement(ONE)));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(lrs.size()).isZero();
    }

    @Test
    void refusesTheWholeBatchForOneInvalidStatement() throws Exception {
        HttpResponse<String> answer = client.post("[%s,%s]".formatted(statement(ONE), statement(TWO).without("/actor")));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).get("error").textValue()).isEqualTo("the statement has no 'actor', which is required");
        assertThat(lrs.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{} {}", "{\"actor\": 1, \"actor\": 2}", "{\"actor\": {},}", "\u0000"})
    void refusesMalformedJson(String body) throws Exception {
        assertThat(client.post(body).statusCode()).isEqualTo(400);
    }

    @Test
    void refusesAnotherContentType() throws Exception {
        HttpResponse<String> answer = client.send(client.request("/lrs/statements").header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString(statement().toString())));

        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.95", "1.1.0", "2.1.0", "1.01"})
    void refusesAnotherVersion(String version) throws Exception {
        HttpResponse<String> answer = client.send(client.bare("/lrs/statements")
                .header("X-Experience-API-Version", version));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("X-Experience-API-Version")).contains("1.0.3");
    }

    @Test
    void refusesARequestWithoutAVersionAndAcceptsAnyOnePointZero() throws Exception {
        assertThat(client.send(client.bare("/lrs/statements")).statusCode()).isEqualTo(400);
        for (String version : List.of("1.0", "1.0.0", "1.0.9")) {
            assertThat(client.send(client.bare("/lrs/statements").header("X-Experience-API-Version", version))
                    .statusCode()).isEqualTo(200);
        }
    }

    @Test
    void answersAClientOfTwoPointZeroInItsVersion() throws Exception {
        HttpResponse<String> answer = client.send(client.bare("/lrs/statements").header("X-Experience-API-Version", "2.0.0"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("X-Experience-API-Version")).contains("2.0.0");
    }

    @Test
    void saysItsVersionAndHowFarItIsConsistentInEveryAnswer() throws Exception {
        for (HttpResponse<String> answer : List.of(client.post(statement().toString()), client.post("{"),
                client.get("/lrs/statements"), client.get("/lrs/statements?statementId=" + TWO))) {
            assertThat(answer.headers().firstValue("X-Experience-API-Version")).contains("1.0.3");
            assertThat(answer.headers().firstValue("X-Experience-API-Consistent-Through")).contains(NOW.toString());
        }
    }

    @Test
    void asksForCredentialsWhereTheyAreRequired() throws Exception {
        lrs.requires("serai", "s:cret");
        String right = "basic " + Base64.getEncoder().encodeToString("serai:s:cret".getBytes(StandardCharsets.UTF_8));

        HttpResponse<String> without = client.post(statement(ONE).toString());
        HttpResponse<String> wrong = client.send(client.request("/lrs/statements").header("Authorization", "Basic abc"));
        HttpResponse<String> with = client.send(client.request("/lrs/statements").header("Authorization", right)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(statement(TWO).toString())));

        assertThat(without.statusCode()).isEqualTo(401);
        assertThat(without.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(value -> assertThat(value).startsWith("Basic realm="));
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(with.statusCode()).isEqualTo(200);
        assertThat(lrs.statement(TWO).orElseThrow().at("/authority/account/name").textValue()).isEqualTo("serai");
        assertThat(lrs.size()).isEqualTo(1);
    }

    @Test
    void answers404To405And413() throws Exception {
        lrs.bodyMaxBytes(100);

        assertThat(client.get("/lrs/statements?statementId=" + ONE).statusCode()).isEqualTo(404);
        assertThat(client.get("/lrs/activities/state").statusCode()).isEqualTo(404);
        HttpResponse<String> delete = client.send(client.request("/lrs/statements").DELETE());
        assertThat(delete.statusCode()).isEqualTo(405);
        assertThat(delete.headers().firstValue("Allow")).contains("GET, HEAD, POST, PUT");
        assertThat(client.post(statement().toString()).statusCode()).isEqualTo(413);
        assertThat(lrs.size()).isZero();
    }

    @Test
    void answers413ToMoreThanTheServerReads() throws Exception {
        assertThat(client.post(" ".repeat(LearningRecordStore.BODY_MAX_BYTES + 1)).statusCode()).isEqualTo(413);
    }

    @Test
    void answersHeadLikeGetWithoutABody() throws Exception {
        client.post(statement(ONE).toString());

        HttpResponse<String> answer = client.send(client.request("/lrs/statements?statementId=" + ONE)
                .method("HEAD", HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void tellsAboutItselfToAnybody() throws Exception {
        lrs.requires("serai", "secret");

        HttpResponse<String> about = client.send(client.bare("/lrs/about"));

        assertThat(about.statusCode()).isEqualTo(200);
        assertThat(about.body()).isEqualTo("{\"version\":[\"1.0.0\",\"1.0.1\",\"1.0.2\",\"1.0.3\",\"2.0.0\"]}");
        assertThat(client.send(client.bare("/lrs/")).statusCode()).isEqualTo(401);
    }
}
