package serai.destinations;

import org.apache.camel.Endpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.model.Activity;
import serai.model.LearningRecord;
import serai.testkit.Document;
import serai.testkit.OneDestination;
import serai.testkit.Records;
import serai.testkit.http.HttpSink;

import java.io.IOException;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Destinations whose shape is a template beside the route: those in {@code docs/destinations/}, and users' own. */
class ShapedDestinationsTest {

    private static final String KEY = "k3y-of-hr";

    @TempDir
    private Path folder;
    private HttpSink sink;

    @BeforeEach
    void open() throws IOException {
        sink = new HttpSink();
    }

    @AfterEach
    void close() {
        sink.close();
    }

    private OneDestination hr() throws IOException {
        return new OneDestination("hr", folder).withShipped("hr.jslt").with("serai.destination.hr.url", sink.url())
                .with("serai.destination.hr.api-key", KEY);
    }

    private OneDestination own(String bean, String file, String text, String batchSize) throws IOException {
        return new OneDestination("own", folder).withRoute(file, text).withRoute("destination-own.camel.yaml", """
                - beans:
                    - name: client
                      type: serai.destinations.http.HttpClient
                    - name: shape
                      type: serai.formats.template.%s
                      properties:
                        file: "{{serai.routes}}/%s"
                - route:
                    id: destination-own
                    routeConfigurationId: delivery
                    from:
                      uri: journal:own
                      parameters:
                        batchSize: "%s"
                      steps:
                        - process:
                            id: shape
                            ref: shape
                        - to:
                            uri: http
                            parameters:
                              httpUri: "%s"
                              httpMethod: POST
                              httpClientConfigurer: "#client"
                """.formatted(bean, file, batchSize, sink.url()));
    }

    private static LearningRecord of(String learner, String course) {
        LearningRecord plain = Records.completion(learner);
        return new LearningRecord(plain.schemaVersion(), plain.id(), plain.source(), plain.platform(), plain.type(),
                plain.platformType(), plain.occurredAt(), plain.occurredAsSent(), plain.receivedAt(), plain.learner(),
                Activity.of(Activity.Type.COURSE, "2475", course), plain.result(), plain.marks(), plain.raw());
    }

    @Test
    void hrGetsOneRequestARecordWithTheKeyInItsHeader() throws Exception {
        LearningRecord anna = of("anna", "Ångström 学习 \"x\"");
        try (OneDestination serai = hr().with("serai.destination.hr.api-key.header", "Ocp-Apim-Subscription-Key")
                .holding(anna, Records.completion("ben"), Records.login("cleo")).start()) {
            serai.untilDelivered(3);
            assertThat(serai.context().getEndpoints()).extracting(Endpoint::getEndpointUri)
                    .allSatisfy(uri -> assertThat(uri).doesNotContain(KEY));
        }

        assertThat(sink.requests()).hasSize(2).allSatisfy(request -> {
            assertThat(request.header("Ocp-Apim-Subscription-Key")).isEqualTo(KEY);
            assertThat(request.header("Content-Type")).startsWith("application/json");
        });
        assertThat(sink.requests().get(0).header("Idempotency-Key")).isEqualTo(anna.id().toString());
        assertThat(sink.requests().get(0).body())
                .isEqualTo("{\"reference\":\"%s\",\"employeeNumber\":\"anna\",".formatted(anna.id())
                        + "\"email\":\"anna@example.org\",\"course\":{\"code\":\"2475\",\"title\":\"Ångström 学习 \\\"x\\\"\"},"
                        + "\"completedOn\":\"2021-02-28\",\"score\":50}");
    }

    @Test
    void hrGetsXml() throws Exception {
        LearningRecord anna = of("anna", "Ångström <学习>");
        try (OneDestination serai = new OneDestination("hr-xml", folder).withShipped("hr.xml.mustache")
                .with("serai.destination.hr-xml.url", sink.url()).with("serai.destination.hr-xml.username", "serai")
                .with("serai.destination.hr-xml.password", "s3cr3t").with("serai.zone", "Asia/Tokyo").holding(anna).start()) {
            serai.untilDelivered(1);
        }

        assertThat(sink.requests()).singleElement().satisfies(request -> {
            assertThat(request.header("Authorization")).isEqualTo("Basic c2VyYWk6czNjcjN0");
            assertThat(request.header("Content-Type")).startsWith("application/xml");
            assertThat(request.body()).isEqualTo("""
                    <?xml version="1.0" encoding="UTF-8"?>
                    <training reference="%s">
                      <employee>anna</employee>
                      <course code="2475">Ångström &lt;学习&gt;</course>
                      <completedOn>2021-03-01</completedOn>
                      <score>50</score>
                    </training>
                    """.formatted(anna.id()));
        });
    }

    @Test
    void hrIsAskedAgainWhereItCannotNowAndKeepsWhatItRefuses() throws Exception {
        sink.answersNext(503);
        sink.refuses("\"ben\"");
        try (OneDestination serai = hr().holding("anna", "ben", "cleo").start()) {
            serai.untilBalance(3, 2, 0, 1);

            assertThat(serai.journalRows("SELECT class, status, mapping LIKE 'hr.jslt/%' FROM aside"))
                    .containsExactly("refused|400|1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"X Api", "X-Api\r\nHost"})
    void aHeaderThatIsNoneIsRefusedAtTheStart(String header) throws Exception {
        try (OneDestination serai = hr().with("serai.destination.hr.api-key.header", header)) {
            assertThatThrownBy(serai::start).hasStackTraceContaining("which is no name of a header")
                    .satisfies(failure -> assertThat(failure.toString()).doesNotContain(KEY));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {KEY + "\n", KEY + "\r\nX-Admin: 1", KEY + "\u0000"})
    void aKeyThatWouldEndItsHeaderIsRefusedAtTheStart(String key) throws Exception {
        try (OneDestination serai = hr()) {
            assertThatThrownBy(() -> serai.with("serai.destination.hr.api-key", key).start())
                    .hasStackTraceContaining("has an API key with a line break or another control character")
                    .satisfies(failure -> assertThat(failure.toString()).doesNotContain(KEY));
        }
    }

    @Test
    void hrIsTakenIntoUseAsTheDocumentSays() throws Exception {
        Document page = Document.of("docs/destinations.md");
        assertThat(page.block("hr copy").strip())
                .isEqualTo("cp docs/destinations/destination-hr.camel.yaml docs/destinations/hr.jslt routes/");
        OneDestination serai = new OneDestination("hr", folder).withShipped("hr.jslt");
        page.settings("hr settings").forEach((name, value) -> serai.with(name.toString(), value));
        try (serai) {
            serai.with("serai.destination.hr.url", sink.url()).with("serai.destination.hr.api-key", KEY).holding("anna").start();
            serai.untilDelivered(1);
        }
        assertThat(sink.requests()).singleElement().satisfies(request -> assertThat(request.header("X-Api-Key")).isEqualTo(KEY));
    }

    /** Today's worst: it waited for ever, and said nothing. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"JsltTemplate | own.jslt | {\"who\": .learner.id",
            "JsonataTemplate | own.jsonata | {\"who\": learner.id", "MustacheTemplate | own.xml.mustache | <a>{{#learner}}</a>"})
    void aTemplateThatCannotBeParsedIsRefusedAtTheStartByFileAndLine(String bean, String file, String text) throws Exception {
        try (OneDestination serai = own(bean, file, "\n" + text, "1").holding("anna")) {
            assertThatThrownBy(serai::start).rootCause()
                    .hasMessageMatching(".*/routes/" + file + ":[12](:\\d+)?: .*; correct the template");
        }
        assertThat(sink.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "JsltTemplate | own.jslt | {\"n\": if (.learner.id == \"ben\") .id - 1 else 1} | own.jslt:1:33: JSLT fails",
            "JsonataTemplate | own.jsonata | learner.id = \"ben\" ? $error(\"no ben\") : {\"n\": 1} | own.jsonata:1: JSONata fails: no ben",
            "MustacheTemplate | own.json.mustache | {\"{{learner.id}}\": 1, \"ben\": 2} | own.json.mustache: makes invalid JSON"})
    void aRecordThatTheTemplateCannotDoIsADeadLetterAndTheRestIsDelivered(String bean, String file, String text, String reason)
            throws Exception {
        try (OneDestination serai = own(bean, file, text, "1").holding("anna", "ben", "cleo").start()) {
            serai.untilBalance(3, 2, 0, 1);

            assertThat(serai.journalRows("SELECT class, reason FROM aside")).singleElement().asString().startsWith("refused|")
                    .contains(reason, "(record 1 of 1, ");
        }
        assertThat(sink.requests()).hasSize(2);
    }

    @Test
    void aBatchForOneDocumentIsRefusedAtTheStartWithPlaceAndRemedy() throws Exception {
        try (OneDestination serai = own("JsltTemplate", "own.jslt", ".", "10")) {
            assertThatThrownBy(serai::start).hasMessageContainingAll("destination-own.camel.yaml:16:11: this makes the document of "
                    + "one record, and the route gets batches of several; set batchSize: \"1\"");
        }
    }

    /** What a route puts together by itself: broken, it was sent and counted as delivered. */
    @Test
    void jsonThatIsNoneIsNotSent() throws Exception {
        try (OneDestination serai = new OneDestination("simple", folder).withSteps("""
                - split:
                    expression:
                      simple:
                        expression: "${body}"
                    steps:
                      - setBody:
                          expression:
                            simple:
                              expression: '{"who": "${body.learner.id}"}'
                      - process:
                          id: is-json
                          ref: validJson
                      - to:
                          uri: http
                          parameters:
                            httpUri: "%s"
                            httpMethod: POST
                """.formatted(sink.url())).holding("anna", "\"", "cleo").start()) {
            serai.untilBalance(3, 2, 0, 1);

            assertThat(serai.journalRows("SELECT class, reason FROM aside")).singleElement().asString()
                    .contains("refused|",
                            "step is-json of route destination-simple: the body is not valid JSON, at line 1, column ");
        }
        assertThat(sink.taken()).extracting(HttpSink.Request::body).contains("{\"who\": \"anna\"}", "{\"who\": \"cleo\"}")
                .doesNotContain("{\"who\": \"\"\"}");
    }

    /** It waited for ever: Camel's exception for a value on the way that is not there had no class. */
    @Test
    void aRecordThatSimpleCannotReadIsADeadLetter() throws Exception {
        try (OneDestination serai = new OneDestination("simple", folder).withSteps("""
                - setBody:
                    expression:
                      simple:
                        expression: "${body[0].activity.name}"
                - to:
                    uri: http
                    parameters:
                      httpUri: "%s"
                      httpMethod: POST
                """.formatted(sink.url())).holding(Records.login("anna"), Records.completion("ben")).start()) {
            serai.untilBalance(2, 1, 0, 1);
        }
        assertThat(sink.taken()).extracting(HttpSink.Request::body).containsExactly("course7");
    }

    @Test
    void simpleHasLocalDatesToo() throws Exception {
        try (OneDestination serai = new OneDestination("local", folder).withSteps("""
                - setBody:
                    expression:
                      simple:
                        expression: "${bean:localTime?method=date(${body[0].occurredAt})} ${bean:localTime?method=dateTime(${body[0].occurredAt})}"
                - to:
                    uri: http
                    parameters:
                      httpUri: "%s"
                      httpMethod: POST
                """.formatted(sink.url())).with("serai.zone", "Europe/Istanbul").holding("anna").start()) {
            serai.untilDelivered(1);
        }
        assertThat(sink.requests()).singleElement().extracting(HttpSink.Request::body).isEqualTo("2021-02-28 2021-02-28T20:28:00");
    }
}
