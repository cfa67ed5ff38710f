package serai.webhook.server;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import static org.assertj.core.api.Assertions.assertThat;

/** The steps on a real server, in the YAML that a source's route uses. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public class WebhookRouteTest extends WebhookRoute {

    @Test
    void answers401WithAChallengeToARequestWithoutCredentials() throws Exception {
        HttpResponse<String> answer = send(request("{}"));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .contains("Basic realm=\"serai\", charset=\"UTF-8\"");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(json(answer).path("title").textValue()).isEqualTo("Unauthorized");
        assertThat(json(answer).path("status").intValue()).isEqualTo(401);
        assertThat(json(answer).path("detail").textValue()).contains("Authorization header is missing");
    }

    @Test
    void answers401ToWrongOrGarbledCredentials() throws Exception {
        for (String header : List.of(basic("praesidium:camel at the well"), basic("nobody:caravan of serai"), "Basic ?",
                "Bearer caravan")) {
            HttpResponse<String> answer = send(request("{}").header("Authorization", header));

            assertThat(answer.statusCode()).as(header).isEqualTo(401);
            assertThat(answer.body()).doesNotContain("caravan", "nobody");
        }
    }

    @Test
    void answers401WhereTheHeaderIsGivenTwice() throws Exception {
        HttpResponse<String> answer = send(request("{}").header("Authorization", basic("other:camel at the well"))
                .header("Authorization", basic("praesidium:camel at the well")));

        assertThat(answer.statusCode()).isEqualTo(401);
    }

    /** A query stands in logs of proxies, and in whatever page links to it. */
    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "authorization", "%41uthorization"})
    void answers401WhereTheCredentialsStandInTheQuery(String name) throws Exception {
        String right = basic("other:camel at the well");
        URI query = URI.create(events + "?" + name + "=" + URLEncoder.encode(right, StandardCharsets.UTF_8).replace("+", "%20"));
        HttpRequest.Builder request = HttpRequest.newBuilder(query).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"));

        assertThat(send(request).statusCode()).isEqualTo(401);
        assertThat(send(request.header("Authorization", right)).statusCode()).as("and beside the header").isEqualTo(401);
    }

    @Test
    void letsSeveralUsersInAndTellsTheRouteWhoTheyAre() throws Exception {
        assertThat(send(authorized("praesidium:caravan of serai")).statusCode()).isBetween(200, 204);
        assertThat(send(authorized("other:camel at the well")).statusCode()).isBetween(200, 204);

        assertThat(publishersSeen).contains("praesidium", "other");
    }

    @Test
    void acceptsBothPasswordsWhileOneIsBeingChanged() throws Exception {
        assertThat(send(authorized("other:camel at the well")).statusCode()).isBetween(200, 204);
        assertThat(send(authorized("other:camel:new at the well")).statusCode()).isBetween(200, 204);
    }

    @Test
    void keepsTheCredentialsFromLaterStepsAndFromTheAnswer() throws Exception {
        HttpResponse<String> accepted = send(authorized("other:camel at the well"));
        HttpResponse<String> refused = send(request("{}").header("Authorization", basic("other:wrong"))
                .header("X-Foreign", "echo"));

        assertThat(headersSeen).isNotEmpty()
                .allSatisfy(headers -> assertThat(headers.keySet()).noneMatch("Authorization"::equalsIgnoreCase));
        assertThat(accepted.headers().firstValue("Authorization")).isEmpty();
        assertThat(refused.headers().firstValue("Authorization")).isEmpty();
        assertThat(refused.headers().firstValue("X-Foreign")).isEmpty();
    }

    @Test
    void runsPbkdf2OnceForAThousandRequests() {
        int before = dear.runs.get();

        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            answers.add(client.sendAsync(authorized("praesidium:caravan of serai").build(), HttpResponse.BodyHandlers.ofString()));
            if (i % 50 == 0) {
                answers.forEach(CompletableFuture::join);
            }
        }

        assertThat(answers).allSatisfy(answer -> assertThat(answer.join().statusCode()).isBetween(200, 204));
        assertThat(dear.runs.get() - before).isLessThanOrEqualTo(1);
    }

    @Test
    void doesNotForgetTheRightPasswordForAWrongOne() throws Exception {
        send(authorized("praesidium:caravan of serai"));
        for (int i = 0; i < 20; i++) {
            assertThat(send(authorized("praesidium:guess" + i)).statusCode()).isEqualTo(401);
        }
        int before = dear.runs.get();

        assertThat(send(authorized("praesidium:caravan of serai")).statusCode()).isBetween(200, 204);

        assertThat(dear.runs).hasValue(before);
    }

    @Test
    void tellsTheSenderWhatTheDetailsSayAndNothingOfTheException() throws Exception {
        HttpResponse<String> answer = send(request("{\"unreadable\": \"anna\"}")
                .header("Authorization", basic("other:camel at the well")));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"type\":\"about:blank\",\"title\":\"The event can't be read\","
                + "\"status\":400,\"detail\":\"uuid is missing\",\"pointer\":\"/event_context/uuid\"}");
    }

    @Test
    void tellsTheSenderWhenToTryAgain() throws Exception {
        HttpResponse<String> answer = send(request("{\"outage\": \"anna\"}")
                .header("Authorization", basic("other:camel at the well")));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("7");
        assertThat(answer.body()).isEqualTo("{\"type\":\"about:blank\",\"title\":\"Service Unavailable\",\"status\":503}");
    }

    @Test
    void leavesOtherMethodsTypesAndSizesToTheServer() throws Exception {
        String right = basic("other:camel at the well");

        assertThat(send(HttpRequest.newBuilder(events).header("Authorization", right)).statusCode()).isEqualTo(405);
        assertThat(send(HttpRequest.newBuilder(events).header("Authorization", right)
                .header("Content-Type", "text/plain").POST(HttpRequest.BodyPublishers.ofString("{}"))).statusCode())
                .isEqualTo(415);
        assertThat(send(request(" ".repeat(1_001)).header("Authorization", right)).statusCode()).isEqualTo(413);
    }

    @Test
    void runsOnTheThreadsOfItsEngine() throws Exception {
        send(authorized("other:camel at the well"));

        assertThat(threadsSeen).isNotEmpty().allSatisfy(this::isOfEngine);
    }
}
