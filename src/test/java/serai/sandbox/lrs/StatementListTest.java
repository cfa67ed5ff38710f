package serai.sandbox.lrs;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.testkit.lrs.SampleStatement.statement;
import static serai.testkit.lrs.XapiClient.encode;
import static serai.testkit.lrs.XapiClient.json;

/** Lists of the statements that are stored, and how long those are. */
class StatementListTest extends OpenLearningRecordStore {

    @Test
    void listsTheLatestFirstInPagesThatLeadToTheNext() throws Exception {
        List<String> sent = store(5);

        List<String> read = new ArrayList<>();
        int pages = 0;
        for (String more = "/lrs/statements?limit=2"; !more.isEmpty(); pages++) {
            JsonNode page = json(client.get(more));
            page.get("statements").forEach(each -> read.add(each.get("id").textValue()));
            more = page.get("more").textValue();
        }

        assertThat(pages).isEqualTo(3);
        assertThat(read).containsExactly(sent.get(4), sent.get(3), sent.get(2), sent.get(1), sent.get(0));
        assertThat(ids(client.list("limit=2&ascending=true"))).containsExactly(sent.get(0), sent.get(1));
    }

    @Test
    void listsByVerbActivityRegistrationAndAgent() throws Exception {
        client.post(statement(ONE).toString());
        client.post(statement(TWO).with("/verb/id", "\"http://adlnet.gov/expapi/verbs/initialized\"")
                .with("/object/id", "\"https://mct.example.org/courses/1\"").without("/context/registration")
                .with("/actor", "{\"mbox\": \"mailto:anna@example.org\"}").toString());

        assertThat(ids(client.list("verb=" + encode("http://adlnet.gov/expapi/verbs/completed")))).containsExactly(ONE.toString());
        assertThat(ids(client.list("activity=" + encode("https://mct.example.org/courses/1")))).containsExactly(TWO.toString());
        assertThat(ids(client.list("registration=5f383262-85d1-41eb-857a-0a3eca36592d"))).containsExactly(ONE.toString());
        assertThat(ids(client.list("agent=" + encode("{\"mbox\": \"mailto:anna@example.org\"}")))).containsExactly(TWO.toString());
        assertThat(ids(client.list("verb=" + encode("http://example.org/none")))).isEmpty();
    }

    @Test
    void listsWhatWasStoredAfterATimeAndMissesNothing() throws Exception {
        store(3);
        JsonNode all = client.list("ascending=true").get("statements");
        String first = all.get(0).get("stored").textValue();

        assertThat(ids(client.list("ascending=true&since=" + encode(first))))
                .containsExactly(all.get(1).get("id").textValue(), all.get(2).get("id").textValue());
        assertThat(ids(client.list("until=" + encode(first)))).containsExactly(all.get(0).get("id").textValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Verb=http://a.b", "unknown=1", "limit=-1", "limit=many", "since=yesterday", "verb=completed",
            "agent={}", "agent=%7B", "ascending=yes", "registration=7", "format=ids", "limit=1&limit=2", "statementId=7",
            "statementId=180012c2-4d3c-51b5-8540-44fcfe5b0ba4&limit=1",
            "statementId=180012c2-4d3c-51b5-8540-44fcfe5b0ba4&voidedStatementId=180012c2-4d3c-51b5-8540-44fcfe5b0ba4"})
    void refusesParametersThatItDoesNotUnderstand(String query) throws Exception {
        assertThat(client.get("/lrs/statements?" + query.replace("{}", "%7B%7D")).statusCode()).isEqualTo(400);
    }

    @Test
    void hidesAVoidedStatementButKeepsIt() throws Exception {
        client.post(statement(ONE).toString());
        client.post(statement(TWO).with("/verb/id", "\"http://adlnet.gov/expapi/verbs/voided\"")
                .with("/object", "{\"objectType\": \"StatementRef\", \"id\": \"%s\"}".formatted(ONE))
                .without("/context/platform").toString());

        assertThat(client.get("/lrs/statements?statementId=" + ONE).statusCode()).isEqualTo(404);
        assertThat(client.get("/lrs/statements?voidedStatementId=" + ONE).statusCode()).isEqualTo(200);
        assertThat(ids(client.list(""))).containsExactly(TWO.toString());
    }

    @Test
    void forgetsTheOldestBeyondItsCapacity() throws Exception {
        List<String> sent = store(1_001);

        assertThat(lrs.size()).isEqualTo(1_000);
        assertThat(lrs.statement(UUID.fromString(sent.get(0)))).isEmpty();
        assertThat(lrs.statement(UUID.fromString(sent.get(1_000)))).isPresent();
    }

    @Test
    void showsWhatItHolds() throws Exception {
        store(2);

        HttpResponse<String> shown = client.send(client.bare("/lrs/"));

        assertThat(json(shown).get("statements").intValue()).isEqualTo(2);
        assertThat(json(shown).get("verbs").get("http://adlnet.gov/expapi/verbs/completed").intValue()).isEqualTo(2);
    }

    /** Each with a request of its own, but for large numbers; the ids in the order of storing. */
    private List<String> store(int number) throws Exception {
        List<String> ids = new ArrayList<>();
        List<String> batch = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            UUID id = new UUID(0x5000L, 0x8000_0000_0000_0000L + i);
            ids.add(id.toString());
            batch.add(statement(id).toString());
            if (number < 10 || i == number - 1) {
                assertThat(client.post(batch.toString()).statusCode()).isEqualTo(200);
                batch.clear();
            }
        }
        return ids;
    }

    private static List<String> ids(JsonNode result) {
        List<String> ids = new ArrayList<>();
        result.get("statements").forEach(each -> ids.add(each.get("id").textValue()));
        return ids;
    }
}
