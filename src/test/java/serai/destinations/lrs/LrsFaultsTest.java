package serai.destinations.lrs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.journal.attempt.FailureClass;
import serai.sandbox.SandboxHttp;
import serai.sandbox.lrs.LearningRecordStore;
import serai.testkit.OneDestination;
import serai.testkit.Records;
import serai.testkit.http.HangingEndpoint;
import serai.testkit.http.HttpSink;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Everything that a learning record store may answer, over HTTP, and how often it is asked. */
class LrsFaultsTest {

    private static final String[] EIGHT = {"anna", "ben", "cleo", "dora", "emil", "fred", "gina", "hugo"};

    @TempDir
    private Path folder;
    private SandboxHttp http;
    private LearningRecordStore lrs;
    private OneDestination serai;

    @BeforeEach
    void prepare() throws Exception {
        http = new SandboxHttp("127.0.0.1", 0).start();
        lrs = http.lrs();
        serai = new OneDestination("lrs", folder).with("serai.lrs.url", lrsUrl());
    }

    private String lrsUrl() {
        return "http://127.0.0.1:" + http.port() + "/lrs";
    }

    @AfterEach
    void stop() {
        serai.close();
        http.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0.3", "2.0.0"})
    void isToldTheVersionThatIsSet(String version) throws Exception {
        try (HttpSink sink = new HttpSink()) {
            serai.with("serai.xapi.version", version).with("serai.lrs.url", sink.url()).holding(EIGHT).start();

            serai.untilDelivered(8);

            assertThat(sink.requests()).singleElement()
                    .satisfies(request -> assertThat(request.header("X-Experience-API-Version")).isEqualTo(version));
            serai.stop();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void oneThatCannotNowIsAskedAgainOnceAnAttempt(int status) throws Exception {
        lrs.answersNext(status, Map.of()).answersNext(status, Map.of());
        serai.holding(EIGHT).start();

        serai.untilDelivered(8);

        assertThat(lrs.requests()).as("two failures and one success").isEqualTo(3);
        assertStored(8);
    }

    @Test
    void oneRecordThatAlwaysGets500IsHeldWhileTheRestFlows() throws Exception {
        lrs.answersWhereBodyHas("\"cleo\"", 500, "");
        serai.with("serai.retry.attempts.max", 3).holding(EIGHT).start();
        serai.untilBalance(8, 7, 1, 0);

        for (int i = 0; i < 3; i++) {
            serai.append("later-" + i);
            int known = 8 + i;
            await().atMost(30, SECONDS).until(() -> serai.balance().delivered() >= known);
        }
        await().atMost(30, SECONDS).until(() -> {
            serai.append("much-later-" + lrs.requests());
            return serai.balance().deadLettered() == 1;
        });
        await().atMost(30, SECONDS).until(() -> serai.balance().pending() == 0);
        assertStored((int) serai.balance().delivered());
    }

    @Test
    void aRecordRefusedWith400IsDeadLetteredAndTheRestIsDelivered() throws Exception {
        lrs.answersWhereBodyHas("\"cleo\"", 400, "statement 3 is no good");
        serai.holding(EIGHT).start();

        serai.untilBalance(8, 7, 0, 1);

        assertStored(7);
        assertThat(lrs.requests()).as("narrowed down by halves: 8, 4, 2, 1, 1, 2, 4").isEqualTo(7);
        assertThat(serai.journalRows("SELECT class, status, answer, reason FROM aside"))
                .containsExactly("refused|400|statement 3 is no good|HTTP status 400 from http://127.0.0.1:" + http.port());
    }

    @Test
    void aBatchThatIsTooLargeIsSentInParts() throws Exception {
        serai.holding(EIGHT);
        lrs.bodyMaxBytes(4_000); // two or three statements
        serai.start();

        serai.untilDelivered(8);

        assertStored(8);
    }

    @Test
    void aRequestHasNoMoreBytesThanAreSetUnlessOneRecordHas() throws Exception {
        try (HttpSink sink = new HttpSink()) {
            String large = "x".repeat(5_000);
            serai.with("serai.lrs.batch.max.bytes", 4_000).with("serai.lrs.url", sink.url())
                    .holding("anna", "ben", large, "cleo", "dora").start();

            serai.untilDelivered(5);

            assertThat(sink.requests()).hasSize(3).filteredOn(request -> !request.body().contains(large))
                    .allSatisfy(request -> assertThat(request.body().length()).isLessThan(4_000));
            serai.stop();
        }
    }

    @ParameterizedTest
    @CsvSource({"false, ", "true, gzip"})
    void getsCompressedRequestsWhereItIsKnownToTakeThem(boolean gzip, String encoding) throws Exception {
        try (HttpSink sink = new HttpSink()) {
            serai.with("serai.lrs.gzip", gzip).with("serai.lrs.url", sink.url()).holding(EIGHT).start();

            serai.untilDelivered(8);

            assertThat(sink.requests()).singleElement().satisfies(request -> {
                assertThat(request.header("Content-Encoding")).isEqualTo(encoding);
                assertThat(request.header("Content-Type")).startsWith("application/json");
                assertThat(Integer.parseInt(request.header("Content-Length"))).isPositive();
                assertThat(request.body()).startsWith("[{").endsWith("}]");
            });
            serai.stop();
        }
    }

    @Test
    void aRecordThatIsTooLargeByItselfIsDeadLettered() throws Exception {
        lrs.bodyMaxBytes(2_000);
        String large = "x".repeat(2_000);
        serai.holding("anna", large, "ben").start();

        serai.untilBalance(3, 2, 0, 1);

        assertStored(2);
        assertThat(serai.journalRows("SELECT class, status FROM aside")).containsExactly("refused|413");
    }

    @Test
    void aStatementKnownWithOtherContentIsAConflictAndTheRestOfItsBatchIsDelivered() throws Exception {
        serai.start();
        serai.append("first"); // the first page after a start is a repeat
        serai.untilDelivered(1);
        storeOther("cleo");

        serai.append("ben", "cleo", "dora");

        serai.untilBalance(4, 3, 0, 1);
        assertThat(lrs.size()).as("the three, and the other one").isEqualTo(4);
        assertThat(serai.journalRows("SELECT class, status FROM aside")).containsExactly("conflict|409");
    }

    @Test
    void aStatementKnownWithTheSameContentIsDelivered(@TempDir Path another) throws Exception {
        try (OneDestination before = new OneDestination("lrs", another).with("serai.lrs.url", lrsUrl()).holding("cleo").start()) {
            before.untilDelivered(1);
        }
        String cleo = Records.completion("cleo").id().toString();
        lrs.answersWhereBodyHas(cleo, 409, "known"); // as stores answer that do not compare
        serai.start();
        serai.append("first");
        serai.untilDelivered(1);

        serai.append("ben", "cleo", "dora");

        serai.untilDelivered(4);
        assertThat(lrs.size()).isEqualTo(4);
    }

    @Test
    void aStatementKnownThatTheStoreDoesNotShowIsAConflict() throws Exception {
        serai.start();
        serai.append("first");
        serai.untilDelivered(1);
        lrs.answersWhereBodyHas(Records.completion("cleo").id().toString(), 409, "voided");

        serai.append("cleo");

        serai.untilBalance(2, 1, 0, 1);
        assertThat(serai.journalRows("SELECT class, status, answer FROM aside")).containsExactly("conflict|409|voided");
    }

    @Test
    void aStatementKnownOnARepeatIsDelivered() throws Exception {
        serai.start();
        serai.append("first");
        serai.untilDelivered(1);
        storeOther("cleo");
        lrs.answersNext(503, Map.of());

        serai.append("cleo");

        serai.untilDelivered(2);
    }

    /** Another statement under the id that the learner's completion has. */
    private void storeOther(String learner) throws Exception {
        ObjectNode other = (ObjectNode) lrs.statements().get(0).deepCopy();
        other.remove(List.of("stored", "authority", "version"));
        other.put("id", Records.completion(learner).id().toString());
        HttpRequest request = HttpRequest.newBuilder(URI.create(lrsUrl() + "/statements"))
                .header("Content-Type", "application/json").header("X-Experience-API-Version", "1.0.3")
                .POST(HttpRequest.BodyPublishers.ofString(other.toString())).build();
        assertThat(HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void waitsAsLongAsRetryAfterAsksFor(boolean inSeconds) throws Exception {
        Instant until = Instant.now().plusSeconds(3).truncatedTo(ChronoUnit.SECONDS);
        lrs.answersNext(429, Map.of("Retry-After", inSeconds ? "2"
                : DateTimeFormatter.RFC_1123_DATE_TIME.format(until.atOffset(ZoneOffset.UTC))));
        serai.with("serai.retry.delay.max.ms", 30_000).holding("anna").start();
        await().atMost(30, SECONDS).until(() -> lrs.requests() >= 1);

        Instant asked = Instant.now();
        serai.untilDelivered(1);

        if (inSeconds) {
            assertThat(Duration.between(asked, Instant.now())).isGreaterThan(Duration.ofMillis(1_200));
        } else {
            assertThat(Instant.now()).isAfterOrEqualTo(until);
        }
        assertThat(lrs.requests()).isEqualTo(2);
    }

    @Test
    void anAnswerThatComesTooLateIsFollowedByARepeatThatChangesNothing() throws Exception {
        lrs.delays(Duration.ofMillis(600));
        serai.with("serai.lrs.response.max.ms", 200).holding(EIGHT).start();
        await().atMost(30, SECONDS).until(() -> lrs.size() == 8);
        assertThat(serai.balance().delivered()).as("nobody has told us").isZero();

        lrs.behaves();

        serai.untilDelivered(8);
        assertStored(8);
    }

    @Test
    void aConnectionThatBreaksIsFollowedByARepeatWhetherOrNotItWasStored() throws Exception {
        lrs.resetsNextBeforeStoring().resetsNextAfterStoring();
        serai.holding(EIGHT).start();

        serai.untilDelivered(8);

        assertThat(lrs.requests()).isEqualTo(3);
        assertStored(8);
    }

    @Test
    void nothingIsLostWhileNobodyListens() throws Exception {
        int port = http.port();
        http.close();
        serai.holding(EIGHT).start();
        await().atMost(30, SECONDS).until(() -> serai.state().failures() > 4);
        serai.untilBalance(8, 0, 8, 0);

        http = new SandboxHttp("127.0.0.1", port).start();
        lrs = http.lrs();

        serai.untilDelivered(8);
        assertStored(8);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void stopsWhereNobodyIsLetIn(int status) throws Exception {
        lrs.answersWhereBodyHas("", status, "who are you?");
        serai.with("serai.retry.stopped.ms", 60_000).with("serai.retry.delay.max.ms", 60_000).holding(EIGHT).start();

        serai.untilStopped(FailureClass.FORBIDDEN);

        assertThat(lrs.requests()).as("the batch, one, and another one").isEqualTo(3);
        serai.untilBalance(8, 0, 8, 0);
        lrs.behaves();
        serai.resume();
        serai.untilDelivered(8);
        assertStored(8);
    }

    @Test
    void aRecordThatAloneIsForbiddenIsDeadLettered() throws Exception {
        lrs.answersWhereBodyHas("\"cleo\"", 403, "not this one");
        serai.holding(EIGHT).start();

        serai.untilBalance(8, 7, 0, 1);

        assertStored(7);
        assertThat(serai.journalRows("SELECT class, status, answer FROM aside")).containsExactly("forbidden|403|not this one");
    }

    @Test
    void onAThinStreamAForbiddenRecordStopsTheDestinationUntilAnotherTells() throws Exception {
        lrs.answersWhereBodyHas("\"cleo\"", 401, "");
        serai.with("serai.retry.stopped.ms", 50).start();
        serai.append("anna");
        serai.untilDelivered(1);
        serai.append("cleo");
        serai.untilStopped(FailureClass.FORBIDDEN);
        serai.untilBalance(2, 1, 1, 0);

        serai.append("dora");

        serai.untilBalance(3, 2, 0, 1);
        assertStored(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 405, 410})
    void stopsWhereTheLrsIsNoLongerAndGoesOnByResume(int status) throws Exception {
        lrs.answersWhereBodyHas("", status, "");
        serai.with("serai.retry.stopped.ms", 60_000).with("serai.retry.delay.max.ms", 60_000).holding(EIGHT).start();
        serai.untilStopped(FailureClass.MISCONFIGURED);
        assertThat(lrs.requests()).isOne();
        serai.untilBalance(8, 0, 8, 0);

        lrs.behaves();
        serai.resume();

        serai.untilDelivered(8);
        assertStored(8);
    }

    @Test
    void goesOnByItselfOnceAStoppedOneIsMended() throws Exception {
        lrs.answersWhereBodyHas("", 404, "");
        serai.with("serai.retry.stopped.ms", 100).holding(EIGHT).start();
        serai.untilStopped(FailureClass.MISCONFIGURED);
        await().atMost(30, SECONDS).until(() -> lrs.requests() > 3);
        serai.untilBalance(8, 0, 8, 0);

        lrs.behaves();

        serai.untilDelivered(8);
        assertStored(8);
    }

    @Test
    void everythingRefusedStopsWithinTenRecordsAndNothingStaysDeadLettered() throws Exception {
        lrs.answersWhereBodyHas("", 400, "we only speak xAPI 2.0");
        String[] many = IntStream.range(0, 50).mapToObj(i -> "learner-" + i).toArray(String[]::new);
        serai.with("serai.retry.stopped.ms", 60_000).with("serai.retry.delay.max.ms", 60_000).holding(many).start();

        serai.untilStopped(FailureClass.MISCONFIGURED);
        serai.untilBalance(50, 0, 50, 0);

        lrs.behaves();
        serai.resume();
        serai.untilDelivered(50);
        assertStored(50);
    }

    /** What stands at an LRS's address, or before it, may say 200 to everything. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"200 | text/html | <html>login</html>", "200 | application/json | {}",
            "200 | text/plain | ok",
            "200 | application/json | []", "200 | application/json | [\"00000000-0000-4000-8000-000000000000\"]", "204 | | ''",
            "200 | | ''", "202 | application/json | []", "200 | application/json | [\"00000000", "207 | application/json | []"})
    void stopsWhereASuccessIsNotWhatALearningRecordStoreAnswers(int status, String type, String body) throws Exception {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            if (type != null) {
                exchange.getResponseHeaders().set("Content-Type", type);
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        other.start();
        serai.with("serai.lrs.url", "http://127.0.0.1:" + other.getAddress().getPort()).with("serai.retry.stopped.ms", 60_000)
                .with("serai.retry.delay.max.ms", 60_000).holding(EIGHT).start();

        serai.untilStopped(FailureClass.MISCONFIGURED);

        serai.untilBalance(8, 0, 8, 0);
        assertThat(serai.state().failure()).startsWith("the endpoint answers " + status).doesNotContain("login");
        other.stop(0);
    }

    /** Whatever else there is in an answer, its status counts. */
    @ParameterizedTest
    @ValueSource(
            strings = {"Content-Type: text/plain; charset=klingon", "Content-Type: ;;;=", "Content-Type: text/plain; charset=\"",
                    "Content-Encoding: rot13", "Content-Encoding: gzip", "WWW-Authenticate: ,,,=\"", "Retry-After: soon",
                    "Location: http://[", "Set-Cookie: =;=", "Content-Length: 99", "Content-Language: \u00fc"})
    void aRefusalWhoseHeadersOrBodyCannotBeReadIsARefusal(String header) throws Exception {
        try (HangingEndpoint hanging = new HangingEndpoint("HTTP/1.1 410 Gone\r\n" + header + "\r\n"
                + (header.startsWith("Content-Length") ? "" : "Content-Length: 2\r\n") + "\r\n{}", "")) {
            serai.with("serai.lrs.url", "http://127.0.0.1:" + hanging.port()).with("serai.lrs.response.max.ms", 500)
                    .with("serai.retry.stopped.ms", 60_000).holding("anna").start();

            serai.untilStopped(FailureClass.MISCONFIGURED);

            assertThat(serai.state().failure()).contains("410");
            serai.stop();
        }
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        lrs.answersNext(302, Map.of("Location", "/lrs/statements")).answersNext(307, Map.of("Location", "/lrs/statements"));
        serai.with("serai.retry.stopped.ms", 100).holding(EIGHT).start();

        serai.untilStopped(FailureClass.MISCONFIGURED);
        serai.untilDelivered(8);

        assertThat(lrs.requests()).as("two redirects, the probe and the rest").isEqualTo(4);
        assertStored(8);
    }

    private void assertStored(int statements) {
        assertThat(lrs.statements()).extracting(statement -> statement.get("id").asText())
                .hasSize(statements).doesNotHaveDuplicates();
        assertThat(serai.balance().delivered()).as("the stored balance").isEqualTo(statements);
    }
}
