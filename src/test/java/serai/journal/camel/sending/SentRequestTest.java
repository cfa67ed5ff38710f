package serai.journal.camel.sending;

import org.apache.camel.Processor;
import org.apache.camel.TypeConversionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.DeadLetterId;
import serai.journal.attempt.SentRequest;
import serai.journal.operations.DeadLetterDetails;
import serai.journal.operations.JournalOperations;
import serai.sandbox.SandboxHttp;
import serai.testkit.OneDestination;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

import static org.assertj.core.api.Assertions.assertThat;

/** A dead letter keeps how its record left, whichever step has sent it. */
class SentRequestTest {

    private static final String SECRET = "s3cret-hunter2";

    @TempDir
    private Path folder;
    private SandboxHttp http;
    private OneDestination serai;
    private final Processor refuses = exchange -> {
        throw new TypeConversionException("x", String.class, new IllegalStateException("no"));
    };

    @BeforeEach
    void start() throws IOException {
        http = new SandboxHttp("127.0.0.1", 0).start();
        http.lrs().answersWhereBodyHas("cleo", 400, "no");
    }

    @AfterEach
    void stop() {
        serai.close();
        http.close();
    }

    private String server() {
        return "127.0.0.1:" + http.port();
    }

    private DeadLetterDetails deadLetter(String destination, long number) {
        try (JournalOperations operations = JournalOperations.open(serai.data().resolve("journal.db"), Clock.systemUTC())) {
            return operations.deadLetters().get(DeadLetterId.parse(destination + "-" + number).orElseThrow());
        }
    }

    /** Of a destination with these steps that gets cleo. */
    private DeadLetterDetails refused(String steps) throws Exception {
        serai = new OneDestination("hr", folder).withSteps(steps).holding("cleo").start("refuses", refuses);
        serai.untilBalance(1, 0, 0, 1);
        return deadLetter("hr", 1);
    }

    @Test
    void isThatOfTheStoreOfLearningRecords() throws Exception {
        serai = new OneDestination("lrs", folder).with("serai.lrs.url", "http://" + server() + "/lrs")
                .holding("anna", "cleo", "dora").start();
        serai.untilBalance(3, 2, 0, 1);

        DeadLetterDetails details = deadLetter("lrs", 2);

        assertThat(details.request().line()).isEqualTo("POST http://" + server() + "/lrs/statements");
        assertThat(details.request().body()).contains("\"cleo\"").doesNotContain("anna").isEqualTo(details.translated());
        assertThat(serai.journalRows("SELECT translated FROM aside")).as("the same text is stored once").containsExactly("null");
    }

    @Test
    void isThatOfAStepOfTheUsersOwnWithoutItsSecrets() throws Exception {
        DeadLetterDetails details = refused("""
                - setBody:
                    expression:
                      simple:
                        expression: "who=${body[0].learner.id}"
                - removeHeaders:
                    pattern: "*"
                - setHeader:
                    name: X-Api-Key
                    expression:
                      constant:
                        expression: %2$s
                - toD:
                    uri: http://%1$s/lrs/statements?httpMethod=PUT&code=%2$s&api_key=%2$s&unit=5
                """.formatted(server(), SECRET));

        assertThat(details.request()).isEqualTo(
                new SentRequest("PUT http://" + server() + "/lrs/statements?code=***&api_key=***&unit=5", "who=cleo"));
        assertThat(details.translated()).as("no format of Serai's has made it").isEqualTo("who=cleo");
        assertThat(serai.journalRows("SELECT request || coalesce(request_body, '') FROM aside").get(0)).doesNotContain(SECRET);
    }

    @Test
    void isKeptWhereALaterStepFails() throws Exception {
        DeadLetterDetails details = refused("""
                - transformDataType:
                    toType: json:lines
                - to:
                    uri: file:{{serai.data}}/out
                    parameters:
                      fileName: hr.jsonl
                - setBody:
                    expression:
                      constant:
                        expression: never mind
                - process:
                    ref: refuses
                """);

        assertThat(details.request().line()).isEqualTo("file:" + serai.data() + "/out");
        assertThat(details.request().body()).contains("\"cleo\"");
    }

    @Test
    void isTheOneThatFailedAndNoneOfTheHandlingOfThat() throws Exception {
        serai = new OneDestination("hr", folder).withRoute("destination-hr.camel.yaml", """
                - routeConfiguration:
                    id: alarming
                    onException:
                      - onException:
                          exception:
                            - java.lang.Throwable
                          steps:
                            - setProperty:
                                name: failure
                                expression:
                                  constant:
                                    expression: refused
                            - setBody:
                                expression:
                                  constant:
                                    expression: alarm
                            - to:
                                uri: file:{{serai.data}}/alarms
                - route:
                    id: destination-hr
                    description: A user's own
                    routeConfigurationId: alarming
                    from:
                      uri: journal:hr
                      steps:
                        - setBody:
                            expression:
                              simple:
                                expression: "who=${body[0].learner.id}"
                        - removeHeaders:
                            pattern: "*"
                        - to:
                            uri: http://%s/lrs/statements
                """.formatted(server())).holding("cleo").start();
        serai.untilBalance(1, 0, 0, 1);

        assertThat(deadLetter("hr", 1).request())
                .isEqualTo(new SentRequest("POST http://" + server() + "/lrs/statements", "who=cleo"));
    }

    @Test
    void isNoneWhereTheRecordFailedBeforeItWasSent() throws Exception {
        DeadLetterDetails details = refused("""
                - transformDataType:
                    toType: json:lines
                - process:
                    ref: refuses
                """);

        assertThat(details.request()).isNull();
        assertThat(details.translated()).contains("\"cleo\"");
    }

    @Test
    void hasTheFileOfADatabasesStatementAndItsParameter() throws Exception {
        serai = new OneDestination("warehouse", folder).withStatements("sqlite")
                .with("serai.warehouse.url", "jdbc:sqlite:" + folder.resolve("warehouse.db"));
        Path statement = serai.statements("sqlite").resolve("course_completed.sql");
        Files.writeString(statement, "INSERT INTO course_completed (record_id) SELECT NULL WHERE :?rows LIKE '%cleo%'");
        serai.holding("cleo").start();
        serai.untilBalance(1, 0, 0, 1);

        DeadLetterDetails details = deadLetter("warehouse", 1);

        assertThat(details.request().line()).isEqualTo("jdbc:warehouse " + statement + ", :?rows");
        assertThat(details.request().body()).startsWith("[{").contains("\"learner_id\":\"cleo\"").isEqualTo(details.translated());
    }

    @Test
    void hasABoundForItsBody() throws Exception {
        DeadLetterDetails details = refused("""
                - setBody:
                    expression:
                      simple:
                        expression: "%s ${body[0].learner.id}"
                - to:
                    uri: file:{{serai.data}}/out
                - process:
                    ref: refuses
                """.formatted("ü".repeat(40_000)));

        assertThat(details.request().body().getBytes(StandardCharsets.UTF_8)).hasSize(RequestDescription.BODY_MAX_BYTES);
    }
}
