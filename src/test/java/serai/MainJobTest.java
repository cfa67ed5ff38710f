package serai;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.Balance;
import serai.journal.SourceCounts;
import serai.sandbox.servicebus.queue.EntityCounts;
import serai.testkit.EmbeddedSerai;
import serai.testkit.Kept;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The main job, over real protocols: both sources in, three destinations out. */
class MainJobTest {

    private static final String COURSE_COMPLETED = "praesidium-course-completed.as-published.json";
    private static final String LEARNING_PATH_COMPLETED = "praesidium-learning-path-completed.as-published.json";

    @TempDir
    private Path data;
    private Kept kept;
    private EmbeddedSerai serai;

    @BeforeEach
    void prepare() throws IOException {
        kept = new Kept(data);
        serai = new EmbeddedSerai(data);
    }

    @AfterEach
    void stop() {
        serai.close();
    }

    @Test
    void takesBothSourcesToThreeDestinations() throws Exception {
        serai.start();
        serai.publish(EmbeddedSerai.mctSequence().toArray(String[]::new));
        assertThat(serai.post(EmbeddedSerai.resource(COURSE_COMPLETED)).statusCode()).isEqualTo(202);
        assertThat(serai.post(EmbeddedSerai.resource(LEARNING_PATH_COMPLETED)).statusCode()).isEqualTo(202);

        serai.untilDelivered(9);

        assertThat(kept.archived(".jsonl")).hasSize(9).doesNotHaveDuplicates();
        assertThat(kept.archived(".csv")).hasSize(5 + 3); // five completions, a heading in each of three files
        assertThat(kept.rows("warehouse.db",
                "SELECT percentage, learner_id, occurred_at FROM course_completed ORDER BY platform"))
                .containsExactly("50|13273|2021-02-28T17:28:00.940000Z",
                        "null|aaaaaaaa-bbbb-cccc-dddd-ffffffffffff|2018-03-01T17:45:37.000000Z");
        assertThat(kept.rows("warehouse.db", "SELECT module_type, percentage FROM module_completed ORDER BY module_type"))
                .containsExactly("EXAM|50", "LESSON|null");
        assertThat(kept.rows("warehouse.db", "SELECT count(*) FROM logged_in UNION ALL SELECT count(*) FROM course_started "
                + "UNION ALL SELECT count(*) FROM learning_path_completed")).containsExactly("1", "3", "1");
        assertThat(serai.http().lrs().statements()).hasSize(9).allSatisfy(MainJobTest::isSound);
    }

    private static void isSound(JsonNode statement) {
        JsonNode actor = statement.path("actor");
        assertThat(Stream.of("account", "mbox", "mbox_sha1sum", "openid").filter(actor::has)).hasSize(1);
        assertThat(UUID.fromString(statement.path("id").asText()).version()).isEqualTo(5);
        assertThat(statement.path("timestamp").asText()).endsWith("Z");
    }

    @Test
    void keepsAndDeliversTheSameEventOnceAndAcknowledgesItTwice() throws Exception {
        serai.start();
        String login = EmbeddedSerai.mctSequence().get(0);
        serai.publish(login, login.replace("2810916Z ", "2810916Z"));
        await().atMost(30, SECONDS).until(() -> counts().completed() == 2);
        serai.post(EmbeddedSerai.resource(COURSE_COMPLETED));
        assertThat(serai.post(EmbeddedSerai.resource("praesidium-course-completed.json")).statusCode()).isEqualTo(202);

        serai.untilDelivered(2);
        assertThat(serai.journal().sources()).isEqualTo(Map.of(
                "mct", new SourceCounts(1, 1, 0, 0), "praesidium", new SourceCounts(1, 1, 0, 0)));
        assertThat(kept.archived(".jsonl")).hasSize(2);
        assertThat(serai.http().lrs().statements()).hasSize(2);
    }

    @Test
    void tellsThePublisherWhatIsWrongAndKeepsNothingOfItInTheJournal() throws Exception {
        serai.start();
        String event = EmbeddedSerai.resource("praesidium-course-completed.json");

        HttpResponse<String> truncated = serai.post(event.substring(0, 300));
        assertThat(truncated.statusCode()).isEqualTo(400);
        assertThat(truncated.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(truncated.body()).contains("\"line\":").contains("\"column\":");

        HttpResponse<String> missing = serai.post(event.replace("\"id\": \"CON20938ES\",", ""));
        assertThat(missing.statusCode()).isEqualTo(400);
        assertThat(missing.body()).contains("\"pointer\":\"/event_context/course/id\"").doesNotContain("email@gmail.com");

        assertThat(serai.post(" ".repeat(EmbeddedSerai.BODY_MAX_BYTES) + event).statusCode()).isEqualTo(413);
        assertThat(serai.send(serai.request().GET()).statusCode()).isEqualTo(405);
        assertThat(serai.send(serai.request().setHeader("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString(event))).statusCode()).isEqualTo(415);

        assertThat(serai.journal().balances()).isEmpty();
        await().atMost(30, SECONDS).untilAsserted(() -> assertThat(serai.journal().sources())
                .containsEntry("praesidium", new SourceCounts(0, 0, 0, 3)));
        assertThat(kept.rows("journal.db", "SELECT reason FROM rejected ORDER BY nr").get(1))
                .contains("/event_context/course/id");
    }

    @Test
    void letsOnlyKnownPublishersInAndEchoesNoCredentials() throws Exception {
        serai.start();
        String event = EmbeddedSerai.resource("praesidium-course-completed.json");

        HttpResponse<String> wrong = serai.send(serai.request()
                .setHeader("Authorization", EmbeddedSerai.basic("praesidium", "wrong"))
                .POST(HttpRequest.BodyPublishers.ofString(event)));

        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.headers().firstValue("WWW-Authenticate")).hasValueSatisfying(
                challenge -> assertThat(challenge).startsWith("Basic"));
        assertThat(wrong.headers().map()).doesNotContainKey("authorization");
        assertThat(serai.journal().balances()).isEmpty();
        assertThat(serai.journal().sources()).isEmpty();

        HttpResponse<String> right = serai.post(event);
        assertThat(right.headers().map()).doesNotContainKey("authorization");
        assertThat(right.body()).isEmpty();
    }

    @Test
    void keepsWhatNobodyKnowsAsUnrouted() throws Exception {
        serai.start();
        String event = EmbeddedSerai.resource("praesidium-course-completed.json");

        assertThat(serai.post(event.replace("COURSE_COMPLETED", "BADGE_EARNED")).statusCode()).isEqualTo(202);
        serai.publish("{\"EventType\": \"BADGE\", \"MessageBody\": {\"UserId\": 1}}");

        await().atMost(30, SECONDS).untilAsserted(() -> assertThat(serai.journal().balances())
                .isEqualTo(Map.of("unrouted", new Balance(2, 0, 2, 0, 0))));
    }

    @Test
    void leavesAMessageThatIsNoEventToTheBrokerAndGoesOn() throws Exception {
        serai.start();

        serai.publish("not an event of anybody", EmbeddedSerai.mctSequence().get(0));

        serai.untilDelivered(1);
        await().atMost(30, SECONDS).untilAsserted(() -> {
            assertThat(counts().deadLettered()).isEqualTo(1);
            assertThat(counts().completed()).isEqualTo(1);
        });
    }

    @Test
    void waitsForADestinationThatIsDownAndAsksItOnceAnAttempt() throws Exception {
        serai.http().lrs().answersNext(503, Map.of()).answersNext(429, Map.of("Retry-After", "0")).answersNext(500, Map.of());
        serai.start();

        serai.post(EmbeddedSerai.resource(COURSE_COMPLETED));

        serai.untilDelivered(1);
        assertThat(serai.http().lrs().requests()).as("three failures and one success").isEqualTo(4);
        assertThat(serai.http().lrs().statements()).hasSize(1);
    }

    @Test
    void goesOnAfterARestart() throws Exception {
        serai.with("serai.lrs.url", "http://127.0.0.1:1/lrs").start();
        serai.post(EmbeddedSerai.resource(COURSE_COMPLETED));
        await().atMost(30, SECONDS).untilAsserted(() -> assertThat(serai.journal().balances().get("archive").delivered()).isOne());
        assertThat(serai.journal().balances().get("lrs")).isEqualTo(new Balance(1, 0, 1, 0, 0));
        serai.stop();

        serai.with("serai.lrs.url", "http://127.0.0.1:" + serai.http().port() + "/lrs").start();

        serai.untilDelivered(1);
        assertThat(kept.archived(".jsonl")).hasSize(1);
    }

    private EntityCounts counts() {
        return serai.namespace().counts(EmbeddedSerai.SUBSCRIPTION);
    }
}
