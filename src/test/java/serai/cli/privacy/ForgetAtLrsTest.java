package serai.cli.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.journal.attempt.FailureClass;
import serai.model.LearningRecord;
import serai.privacy.LearnerFields;
import serai.privacy.PrivacyMode;
import serai.privacy.PrivacyPolicy;
import serai.sandbox.SandboxHttp;
import serai.sandbox.lrs.LearningRecordStore;
import serai.testkit.Records;
import serai.testkit.journal.CommandsBesideJournal;
import serai.testkit.lrs.XapiClient;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code ./serai forget PERSON} where it is told to void statements in the learning record store. */
public class ForgetAtLrsTest extends CommandsBesideJournal {

    private static final String VOIDED = "http://adlnet.gov/expapi/verbs/voided";

    private static final String KEY = "the key of the organisation of this test";

    private final Map<String, String> settings = new HashMap<>();
    private SandboxHttp http;
    private LearningRecordStore store;
    private XapiClient client;

    @BeforeEach
    void prepare() throws Exception {
        http = new SandboxHttp("127.0.0.1", 0).start();
        store = http.lrs();
        client = new XapiClient(http);
        set("serai.lrs.url", "http://127.0.0.1:" + http.port() + "/lrs");
        set("serai.forget.lrs", "true");
        set("serai.warehouse.url", "jdbc:sqlite:" + folder.resolve("warehouse.db"));
    }

    private void set(String setting, String value) {
        settings.put(setting, value);
        System.setProperty(setting, value);
    }

    @AfterEach
    void clear() {
        settings.keySet().forEach(System::clearProperty);
        http.close();
    }

    private static UUID id(String learner) {
        return Records.completion(learner).id();
    }

    private static LearningRecord of(String learner, int minute) {
        return Records.start(learner, Duration.ofMinutes(minute));
    }

    private static String statement(UUID id) {
        return """
                {"id": "%s", "actor": {"mbox": "mailto:somebody@example.org"}, "verb": {"id": "http://example.org/did"},
                 "object": {"id": "http://example.org/course"}}""".formatted(id);
    }

    private void stored(UUID... ids) throws Exception {
        for (UUID id : ids) {
            assertThat(client.post(statement(id)).statusCode()).isEqualTo(200);
        }
    }

    private boolean isVoid(UUID id) throws Exception {
        HttpResponse<String> answer = client.get("/lrs/statements?voidedStatementId=" + id);
        return answer.statusCode() == 200;
    }

    private long voiding() {
        return store.statements().stream().filter(one -> one.at("/verb/id").asText().equals(VOIDED)).count();
    }

    @Test
    void voidsThePersonsStatementsAndNobodyElses() throws Exception {
        stored(id("anna"), id("cleo"));
        assertThat(serai(0, "forget", "mct:anna", "--why", "request 7", "--dry-run")).contains("lrs would delete 1 row.");
        assertThat(voiding()).isZero();

        assertThat(serai(0, "forget", "mct:anna", "--why", "request 7")).contains("Deleted at lrs: 1 row\n").doesNotContain("anna");

        assertThat(isVoid(id("anna"))).isTrue();
        assertThat(isVoid(id("cleo"))).isFalse();
        assertThat(store.statement(id("cleo"))).isPresent();
        assertThat(store.statements().stream().filter(one -> one.at("/verb/id").asText().equals(VOIDED)).toList()).singleElement()
                .satisfies(one -> assertThat(one.at("/object/id").asText()).isEqualTo(id("anna").toString()));
        assertThat(serai(0, "audit")).contains("1 rows at lrs").doesNotContain("anna");
    }

    @Test
    void leavesTheLrsAloneUnlessItIsToldTo() throws Exception {
        set("serai.forget.lrs", "false");
        stored(id("cleo"));

        assertThat(serai(0, "forget", "mct:cleo", "--why", "request 7")).doesNotContain("Deleted at lrs")
                .contains("delete there what they have of that person (docs/privacy.md):\n  lrs: 1 record\n");
        assertThat(store.requests()).as("the one of the test").isEqualTo(1);
    }

    @Test
    void voidsManyInRequestsOfFifty() throws Exception {
        List<LearningRecord> many = IntStream.range(0, 120).mapToObj(course -> of("mia", course)).toList();
        many.forEach(record -> serai.append(record, "lrs"));
        serai.runFor(A_MOMENT);
        stored(many.stream().map(LearningRecord::id).toArray(UUID[]::new));
        long before = store.requests();

        assertThat(serai(0, "forget", "mct:mia", "--why", "request 7")).contains("Deleted at lrs: 120 rows\n")
                .doesNotContain("lrs: 120 records");

        assertThat(store.requests() - before).as("all were delivered before, so none is asked for again").isEqualTo(3);
        assertThat(voiding()).isEqualTo(120);
        for (LearningRecord record : many) {
            assertThat(isVoid(record.id())).isTrue();
        }
    }

    /** Another one has voided one of them with a statement of its own; and the store refuses the batch for it. */
    @Test
    void whatIsVoidAlreadyOrNotThereIsASuccess() throws Exception {
        List<LearningRecord> three = IntStream.range(0, 3).mapToObj(course -> of("mia", course)).toList();
        three.forEach(record -> serai.append(record, "lrs"));
        serai.runFor(A_MOMENT);
        stored(three.get(0).id(), three.get(1).id());
        assertThat(client.post(statement(UUID.randomUUID()).replace("http://example.org/did", VOIDED)
                .replace("{\"id\": \"http://example.org/course\"}", "{\"objectType\": \"StatementRef\", \"id\": \"%s\"}"
                        .formatted(three.get(0).id())))
                .statusCode()).isEqualTo(200);
        store.answersNext(409, Map.of());

        assertThat(serai(0, "forget", "mct:mia", "--why", "request 7")).contains("Deleted at lrs: 3 rows\n");

        assertThat(isVoid(three.get(0).id())).isTrue();
        assertThat(isVoid(three.get(1).id())).isTrue();
        assertThat(voiding()).as("of the other, the one that was shown, and the one that is not there").isEqualTo(3);
    }

    /** As a page to sign in does, or a store that does not look at the parameter. */
    @ParameterizedTest
    @ValueSource(strings = {"<html>Sign in</html>", "{\"statements\": [], \"more\": \"\"}", "{\"id\": \"another\"}"})
    void whateverElseIsShownIsNotVoid(String page) throws Exception {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            byte[] body = page.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(exchange.getRequestMethod().equals("POST") ? 409 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        other.start();
        try {
            set("serai.lrs.url", "http://127.0.0.1:" + other.getAddress().getPort() + "/lrs");
            assertThat(serai(1, "forget", "mct:anna", "--why", "request 7")).contains("lrs has not deleted everything: ",
                    "nothing was erased in the journal");
        } finally {
            other.stop(0);
        }
    }

    /** When the journal is erased, it has more than when the store was asked first. */
    @Test
    void whatArrivesMeanwhileIsVoidedToo() throws Exception {
        LearningRecord late = of("cleo", 9);
        List<String> posted = Collections.synchronizedList(new ArrayList<>());
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            JsonNode sent = JSON.readTree(exchange.getRequestBody());
            if (posted.isEmpty()) {
                serai.append(late, "lrs");
                serai.runFor(A_MOMENT);
            }
            sent.forEach(one -> posted.add(one.at("/object/id").asText()));
            byte[] ids = JSON.writeValueAsBytes(StreamSupport.stream(sent.spliterator(), false)
                    .map(one -> one.path("id").asText()).toList());
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, ids.length);
            exchange.getResponseBody().write(ids);
            exchange.close();
        });
        other.start();
        try {
            set("serai.lrs.url", "http://127.0.0.1:" + other.getAddress().getPort() + "/lrs");
            assertThat(serai(0, "forget", "mct:cleo", "--why", "request 7")).contains("Deleted at lrs: 2 rows\n",
                    "Erased in the journal: 2 records").doesNotContain("Delivered before");
            assertThat(posted).containsExactly(id("cleo").toString(), late.id().toString());
        } finally {
            other.stop(0);
        }
    }

    @Test
    void whatTheLrsNeitherShowsNorVoidsIsNoSuccess() throws Exception {
        store.answersWhereBodyHas("", 400, "{}");

        assertThat(serai(1, "forget", "mct:anna", "--why", "request 7")).contains("which it does not show; check its address",
                "nothing was erased in the journal");
    }

    @Test
    void nothingIsErasedUntilTheLrsHasVoidedAll() throws Exception {
        stored(id("anna"));
        for (int status : new int[]{401, 404, 429, 503}) {
            store.answersNext(status, Map.of("Retry-After", "1"));
            long before = store.requests();
            assertThat(serai(1, "forget", "anna@example.org", "--why", "request 7")).contains("lrs has not deleted everything: ",
                    "nothing was erased in the journal").doesNotContain("Erased", "anna");
            assertThat(store.requests() - before).as("no client tries again by itself after %s", status).isEqualTo(1);
        }
        assertThat(serai(0, "find", "--learner", "anna")).isNotEqualTo("There are none.\n");

        assertThat(serai(0, "forget", "anna@example.org", "--why", "request 7")).contains("Erased in the journal: 1 record",
                "Deleted at lrs: 1 row\n");
        assertThat(isVoid(id("anna"))).isTrue();
        assertThat(serai(0, "find", "--learner", "anna")).isEqualTo("There are none.\n");
    }

    /** Stored, and the answer is lost: as after a kill between the two. */
    @Test
    void saidAgainItSendsTheSameStatement() throws Exception {
        stored(id("anna"));
        store.resetsNextAfterStoring();
        assertThat(serai(1, "forget", "mct:anna", "--why", "request 7")).contains("lrs has not deleted everything: ");
        assertThat(voiding()).isEqualTo(1);

        assertThat(serai(0, "forget", "mct:anna", "--why", "request 7")).contains("Deleted at lrs: 1 row\n");

        assertThat(voiding()).isEqualTo(1);
        assertThat(isVoid(id("anna"))).isTrue();
    }

    @Test
    void aSuccessWithoutTheIdsIsNoReceipt() throws Exception {
        store.answersWhereBodyHas("", 200, "[]");

        assertThat(serai(1, "forget", "mct:anna", "--why", "request 7")).contains("lrs has not deleted everything: ",
                "nothing was erased in the journal");
        assertThat(serai(0, "find", "--learner", "anna")).isNotEqualTo("There are none.\n");
    }

    /** With a pseudonym a copy has another id, and without anybody's name it has that too. */
    @Test
    void namesTheCopiesWhereTheLrsHasNoPlainLearner() throws Exception {
        set("serai.privacy.key", KEY);
        for (String mode : List.of("pseudonym", "none")) {
            set("serai.privacy.default", mode);
            String learner = mode.equals("none") ? "cleo" : "ben";
            UUID copy = new PrivacyPolicy(PrivacyMode.named(mode).orElseThrow(), LearnerFields.NONE, LearnerFields.NONE, KEY)
                    .recordId(id(learner));
            stored(id(learner), copy);

            assertThat(serai(0, "forget", "mct:" + learner, "--why", "request 7")).contains("Deleted at lrs: 1 row\n");

            assertThat(isVoid(copy)).isTrue();
            assertThat(isVoid(id(learner))).as("the statement with the record's own id").isFalse();
        }
    }

    /** The batch that is under way arrives all the same, and after it has, the statement is void. */
    @Test
    void whatIsPendingIsVoidWhenItArrives() throws Exception {
        lrs.fails(FailureClass.UNAVAILABLE, "mia");
        LearningRecord pending = of("mia", 1);
        serai.append(pending, "lrs");

        assertThat(serai(0, "forget", "mct:mia", "--why", "request 7")).contains("  lrs: 1 record\n");
        stored(pending.id());

        assertThat(isVoid(pending.id())).isTrue();
        assertThat(voiding()).as("asked for before the erasure and after it").isEqualTo(1);
    }
}
