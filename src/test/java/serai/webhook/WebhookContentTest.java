package serai.webhook;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.testkit.EmbeddedSerai;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a publisher says of its body, and in which letters; and times that no format holds. */
@TestInstance(Lifecycle.PER_CLASS)
class WebhookContentTest {

    private EmbeddedSerai serai;
    private String event;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        serai = new EmbeddedSerai(data).with("serai.mct.enabled", "false").start();
        event = EmbeddedSerai.resource("praesidium-course-completed.json");
    }

    @AfterAll
    void stop() {
        serai.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Application/JSON", "APPLICATION/Json; charset=UTF-8", "application/vnd.partner+json", ""})
    void takesJsonInWhateverCaseOfLettersItSaysSo(String type) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(serai.webhook())
                .header("authorization", EmbeddedSerai.basic("praesidium", EmbeddedSerai.PASSWORD).replace("Basic", "bASIC"))
                .POST(BodyPublishers.ofString(event));

        assertThat(serai.send(type.isEmpty() ? request : request.header("content-TYPE", type)).statusCode()).isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/xml", "*/*", "application/*",
            "application/*+json", "application/+json", "application/json, application/json"})
    void whatSaysThatItIsSomethingElseIsAnsweredAndCounted(String type) throws Exception {
        long before = rejected();

        HttpResponse<String> answer =
                serai.send(serai.request().setHeader("Content-Type", type).POST(BodyPublishers.ofString("{}")));

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.body()).contains("send application/json");
        await().atMost(30, SECONDS).untilAsserted(() -> assertThat(rejected()).isEqualTo(before + 1));
    }

    @Test
    void whoMayNotPublishIsNotCounted() throws Exception {
        long before = rejected();

        assertThat(serai.send(serai.request().setHeader("Content-Type", "text/plain")
                .setHeader("Authorization", EmbeddedSerai.basic("praesidium", "wrong")).POST(BodyPublishers.ofString("{}")))
                .statusCode()).isEqualTo(401);

        assertThat(rejected()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9999-12-31T23:59:59.9999999-08:00", "0001-01-01T00:00:00+00:01", "0000-12-31 23:59:59"})
    void aTimeOutsideOfTheYearsThatFormatsHoldIsRefusedWithTheReason(String time) throws Exception {
        HttpResponse<String> answer = serai.post(at(time));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("/event_timestamp is outside the years 0001 to 9999 in UTC");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9999-12-31T23:59:59.9999999", "0001-01-01 00:00:00", "9999-12-31T23:59:59+08:00"})
    void theLastAndTheFirstThatTheyHoldAreTaken(String time) throws Exception {
        assertThat(serai.post(at(time)).statusCode()).isEqualTo(202);
    }

    private String at(String time) {
        return event.replaceFirst("(?<=\"event_timestamp\": \")[^\"]*", time);
    }

    private long rejected() {
        return serai.journal().sources().containsKey("praesidium") ? serai.journal().sources().get("praesidium").rejected() : 0;
    }
}
