package serai.destinations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.cloudevents.core.provider.EventFormatProvider;
import io.cloudevents.jackson.JsonFormat;
import org.apache.camel.Endpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.journal.attempt.FailureClass;
import serai.testkit.Document;
import serai.testkit.EmbeddedSerai;
import serai.testkit.OneDestination;
import serai.testkit.PrivateFolder;
import serai.testkit.http.HttpSink;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The destinations in {@code docs/destinations/}, as {@code docs/destinations.md} takes them into use. */
class UnusedDestinationsTest {

    private static final String OLD = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=";
    private static final String NEW = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDC2FVsBQIhrs=";
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;
    private final Document page = Document.of("docs/destinations.md");
    private HttpSink sink;

    @BeforeEach
    void open() throws IOException {
        sink = new HttpSink();
    }

    @AfterEach
    void close() {
        sink.close();
    }

    private OneDestination only(String name) throws IOException {
        OneDestination destination = new OneDestination(name, folder);
        return name.equals("caliper")
                ? destination.with("serai.caliper.url", sink.url()).with("serai.caliper.token", "c4l1p3r")
                : destination.with("serai.destination.webhook.url", sink.url())
                        .with("serai.destination.webhook.secrets", OLD + ", " + NEW);
    }

    @Test
    void areOneFileEachAndOneWord(@TempDir Path routes, @TempDir Path data) throws Exception {
        copy(Path.of("routes"), routes);
        String[] copied = page.block("copy").strip().split(" ");
        assertThat(copied).startsWith("cp").endsWith("routes/").hasSize(4);
        for (String file : Arrays.copyOfRange(copied, 1, 3)) {
            Files.copy(Path.of(file), routes.resolve(Path.of(file).getFileName()));
        }
        Path router = routes.resolve("router.camel.yaml");
        String before = Files.readString(router);
        String word = page.block("router");
        Files.writeString(router, before.replace(word.replace(",caliper,webhook", ""), word));
        assertThat(router).content().isNotEqualTo(before);

        try (EmbeddedSerai serai = new EmbeddedSerai(data).with("serai.routes", "file:" + routes)) {
            page.settings("caliper settings").forEach((name, value) -> serai.with(name.toString(), value.toString()));
            page.settings("webhook settings").forEach((name, value) -> serai.with(name.toString(), value.toString()));
            serai.with("serai.caliper.url", sink.url()).with("serai.caliper.token", "c4l1p3r")
                    .with("serai.destination.webhook.url", sink.url()).with("serai.destination.webhook.secrets", OLD).start();
            serai.post(EmbeddedSerai.resource("praesidium-course-completed.json"));

            serai.untilDelivered(1);
            assertThat(serai.journal().balances()).containsOnlyKeys("archive", "warehouse", "lrs", "caliper", "webhook");
            assertThat(serai.context().getEndpoints()).extracting(Endpoint::getEndpointUri)
                    .anySatisfy(uri -> assertThat(uri).contains(sink.url()))
                    .allSatisfy(uri -> assertThat(uri).doesNotContain("c4l1p3r", OLD));
        }

        assertThat(sink.requests()).hasSize(2);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                PrivateFolder.make(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    @Test
    void caliperGetsOneEnvelopeWithTheToken() throws Exception {
        try (OneDestination serai = only("caliper").holding("anna", "ben").start()) {
            serai.untilDelivered(2);
        }

        HttpSink.Request request = sink.requests().get(0);
        assertThat(sink.requests()).hasSize(1);
        assertThat(request.header("Authorization")).isEqualTo("Bearer c4l1p3r");
        assertThat(request.header("Content-Type")).isEqualTo("application/json");
        assertThat(JSON.readTree(request.body()).path("data")).hasSize(2);
    }

    @Test
    void theWebhookGetsCloudEventsThatItsLibraryVerifiesWithEachSecret() throws Exception {
        try (OneDestination serai = only("webhook").holding("anna", "ben").start()) {
            serai.untilDelivered(2);
        }

        HttpSink.Request request = sink.requests().get(0);
        assertThat(sink.requests()).hasSize(1);
        assertThat(request.header("Content-Type")).isEqualTo("application/cloudevents-batch+json");
        for (String secret : new String[]{OLD, NEW}) {
            assertThatCode(() -> verify(request, secret)).doesNotThrowAnyException();
        }
        assertThatThrownBy(() -> verify(request, "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"))
                .isInstanceOf(WebhookVerificationException.class);
        for (JsonNode event : JSON.readTree(request.body())) {
            assertThat(EventFormatProvider.getInstance().resolveFormat(JsonFormat.CONTENT_TYPE)
                    .deserialize(JSON.writeValueAsBytes(event)).getType()).isEqualTo("org.example.learning.course-completed.v1");
        }
    }

    private static void verify(HttpSink.Request request, String secret) throws WebhookVerificationException {
        new Webhook(secret).verify(request.body(), HttpHeaders.of(request.headers(), (name, value) -> true));
    }

    @Test
    void theWebhookGetsTheRecordsThemselvesWhereTwoLinesAreChanged() throws Exception {
        String route = Files.readString(Path.of("docs/destinations/destination-webhook.camel.yaml"));
        for (String line : page.block("raw").lines().toList()) {
            String key = line.substring(0, line.indexOf(": ") + 2);
            route = route.replaceAll("(?m)^" + key + "(cloudevents|application/).*$", line);
        }
        try (OneDestination serai = only("webhook").withRoute("destination-webhook.camel.yaml", route)
                .holding("anna", "ben").start()) {
            serai.untilDelivered(2);
        }

        HttpSink.Request request = sink.requests().get(0);
        assertThat(request.header("Content-Type")).isEqualTo("application/x-ndjson");
        assertThat(request.body().lines()).hasSize(2).allMatch(line -> line.startsWith("{\"schemaVersion\":1,"));
        assertThatCode(() -> verify(request, NEW)).doesNotThrowAnyException();
    }

    @Test
    void aRequestThatIsRepeatedHasTheSameIdAndAnotherHasAnother() throws Exception {
        sink.answersNext(503);
        try (OneDestination serai = only("webhook").holding("anna").start()) {
            serai.untilDelivered(1);
            serai.append("ben");
            serai.untilDelivered(2);
        }

        assertThat(sink.requests()).hasSize(3).extracting(request -> request.header("webhook-id")).doesNotContainNull();
        assertThat(sink.requests().get(1).header("webhook-id")).isEqualTo(sink.requests().get(0).header("webhook-id"));
        assertThat(sink.requests().get(2).header("webhook-id")).isNotEqualTo(sink.requests().get(0).header("webhook-id"));
    }

    @ParameterizedTest
    @CsvSource({"serai.destination.webhook.token, h00k, Bearer h00k",
            "serai.destination.webhook.username, serai, Basic c2VyYWk6czNjcjN0"})
    void theWebhookTellsWhoItIsWhereAskedTo(String setting, String value, String header) throws Exception {
        try (OneDestination serai = only("webhook").with(setting, value).with("serai.destination.webhook.password", "s3cr3t")
                .holding("anna").start()) {
            serai.untilDelivered(1);
        }

        assertThat(sink.requests()).singleElement()
                .satisfies(request -> assertThat(request.header("Authorization")).isEqualTo(header));
    }

    @Test
    void aUserAndATokenAreRefusedTogether() throws Exception {
        try (OneDestination serai = only("webhook").with("serai.destination.webhook.username", "serai")
                .with("serai.destination.webhook.token", "h00k")) {
            assertThatThrownBy(serai::start).hasStackTraceContaining("has more than one of user, token");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s3cr3t", "whsec_s3cr3t", "whsec_czNjcjN0", OLD + " s3cr3t"})
    void aSecretThatIsNoneIsRefusedAtTheStartAndNotRepeated(String secrets) throws Exception {
        try (OneDestination serai = only("webhook").with("serai.destination.webhook.secrets", secrets)) {
            assertThatThrownBy(serai::start).hasStackTraceContaining(secrets.isEmpty()
                    ? "serai.destination.webhook.secrets: is set, but to nothing"
                    : "must be whsec_ and 24 to 64 bytes in base64")
                    .satisfies(failure -> assertThat(failure.toString()).doesNotContain("s3cr3t", "czNjcjN0"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"caliper", "webhook"})
    void oneThatCannotNowIsAskedAgainOnceAnAttempt(String name) throws Exception {
        sink.answersNext(503);
        sink.answersNext(429);
        try (OneDestination serai = only(name).holding("anna", "ben").start()) {
            serai.untilDelivered(2);
        }

        assertThat(sink.requests()).as("two failures and one success").hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"caliper", "webhook"})
    void aRecordThatIsRefusedIsDeadLetteredAndTheRestIsDelivered(String name) throws Exception {
        sink.refuses("\"" + (name.equals("caliper") ? "https://mct.example.org/users/cleo" : "cleo") + "\"");
        try (OneDestination serai = only(name).holding("anna", "ben", "cleo", "dora").start()) {
            serai.untilBalance(4, 3, 0, 1);

            assertThat(serai.journalRows("SELECT class, status FROM aside")).containsExactly("refused|400");
        }
        assertThat(sink.taken()).hasSize(2);
    }

    /** Nothing has arrived: the first page after a start counts as a repeat, and so does all that follows a failed attempt. */
    @Test
    void a409OnARepeatIsARefusalAndNotTheRecordItself() throws Exception {
        sink.answersNext(503);
        sink.answersAlways(409);
        try (OneDestination serai = only("webhook").holding("anna").start()) {
            serai.untilBalance(1, 0, 0, 1);

            assertThat(serai.journalRows("SELECT class, status FROM aside")).containsExactly("refused|409");
        }
    }

    @Test
    void stopsWhereEveryRecordGets409() throws Exception {
        sink.answersAlways(409);
        try (OneDestination serai = only("webhook").with("serai.retry.stopped.ms", 60_000).holding("abcdefghijkl".split(""))
                .start()) {
            serai.untilStopped(FailureClass.MISCONFIGURED);

            serai.untilBalance(12, 0, 12, 0);
        }
    }

    @ParameterizedTest
    @CsvSource({"caliper, 401, FORBIDDEN", "caliper, 404, MISCONFIGURED", "webhook, 403, FORBIDDEN",
            "webhook, 302, MISCONFIGURED"})
    void stopsWhereNobodyIsLetInOrNothingIsThere(String name, int status, FailureClass failure) throws Exception {
        sink.answersAlways(status);
        try (OneDestination serai = only(name).holding("anna", "ben").start()) {
            serai.untilStopped(failure);

            serai.untilBalance(2, 0, 2, 0);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "caliper | 200 | text/html | <!DOCTYPE html><title>Sign in</title>",
            "webhook | 200 | text/plain | \uFEFF <HTML lang=en>",
            "webhook | 207 | application/json | {}", "caliper | 206 | |"})
    void stopsWhereASuccessIsNotTheEndpoints(String name, int status, String type, String body) throws Exception {
        sink.answers(status, type, body == null ? "" : body);
        try (OneDestination serai = only(name).with("serai.retry.stopped.ms", 60_000).holding("anna").start()) {
            serai.untilStopped(FailureClass.MISCONFIGURED);
            serai.untilBalance(1, 0, 1, 0);
        }
    }

    /** As PHP answers: what it calls HTML is none. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"200 | text/html | OK", "202 | |", "201 | application/json | {}", "200 | text/html |"})
    void takesWhateverElseReceiversAnswer(int status, String type, String body) throws Exception {
        sink.answers(status, type, body == null ? "" : body);
        try (OneDestination serai = only("webhook").holding("anna").start()) {
            serai.untilDelivered(1);
        }
    }

    @Test
    void takesOnlyWhatIsSetWhereThatIs() throws Exception {
        try (OneDestination serai = only("webhook").with("serai.destination.webhook.accepted.status", "207, 200")
                .with("serai.destination.webhook.accepted.text", "\"taken\"").with("serai.retry.stopped.ms", 60_000)
                .holding("anna").start()) {
            serai.untilStopped(FailureClass.MISCONFIGURED); // 200 without a text
            sink.answers(207, "application/json", "{\"taken\":1}");
            serai.resume();
            serai.untilDelivered(1);
        }
    }
}
