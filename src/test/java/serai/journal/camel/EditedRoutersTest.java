package serai.journal.camel;

import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.WorkedExampleTest;
import serai.journal.Balance;
import serai.journal.SourceCounts;
import serai.model.LearningRecord;
import serai.model.Mark;
import serai.sandbox.servicebus.queue.EntityCounts;
import serai.testkit.Document;
import serai.testkit.EmbeddedSerai;
import serai.testkit.Kept;
import serai.testkit.Logged;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What a user may make of the router: an acknowledgement means that the event is kept, for each destination named. */
class EditedRoutersTest {

    private static final String CHOICE = """
            - choice:
                when:
                  - expression: {simple: {expression: "${header.type} == 'LOGGED_IN'"}}
                    steps: [{to: {uri: "journal:archive"}}]
            """;
    private static final String FILTER = """
            - filter:
                expression: {simple: {expression: "${header.type} == 'LOGGED_IN'"}}
                steps: [{to: {uri: "journal:archive"}}]
            """;
    private static final String STOP = "- stop: {}\n" + "- to: {uri: \"journal:archive\"}\n";
    private static final String SWALLOWED = """
            - doTry:
                steps:
                  - throwException: {exceptionType: java.lang.IllegalStateException, message: broken}
                  - to: {uri: "journal:archive"}
                doCatch:
                  - exception: [java.lang.Exception]
                    steps: [{log: {message: swallowed}}]
            """;
    private static final String TWO_STEPS = "- to: {uri: \"journal:archive\"}\n- to: {uri: \"journal:warehouse,archive\"}\n";
    private static final String MULTICAST = """
            - multicast:
                parallelProcessing: "true"
                steps: [{to: {uri: "journal:archive"}}, {to: {uri: "journal:warehouse"}}]
            """;
    private static final String RECIPIENTS = """
            - recipientList: {expression: {constant: {expression: "journal:archive;journal:warehouse"}}, delimiter: ";"}
            """;
    private static final String SPLIT = """
            - split:
                expression: {simple: {expression: "${body}"}}
                steps: [{to: {uri: "journal:archive"}}]
            - to: {uri: "journal:warehouse"}
            """;
    private static final String KEPT_AND_STOPPED =
            "- to: {uri: \"journal:archive,warehouse\"}\n- stop: {}\n- log: {message: never}\n";

    @TempDir
    private Path data;
    @TempDir
    private Path routes;
    private EmbeddedSerai serai;

    @BeforeEach
    void prepare() throws IOException {
        WorkedExampleTest.copy(Path.of("routes"), routes);
        serai = new EmbeddedSerai(data).with("serai.routes", "file:" + routes);
    }

    @AfterEach
    void stop() {
        serai.close();
    }

    private void start(String steps) throws Exception {
        write("router.camel.yaml", """
                - route:
                    id: router
                    errorHandler: {noErrorHandler: {}}
                    from:
                      uri: direct:router
                      steps:
                """ + steps.indent(8));
        serai.start();
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(routes.resolve(file), text);
    }

    private HttpResponse<String> post() throws Exception {
        return serai.post(EmbeddedSerai.resource("praesidium-course-completed.json"));
    }

    private static String router(String name) {
        return switch (name) {
            case "choice" -> CHOICE;
            case "filter" -> FILTER;
            case "stop" -> STOP;
            case "swallowed" -> SWALLOWED;
            case "nothing" -> "- log: {message: nothing}\n";
            case "two steps" -> TWO_STEPS;
            case "multicast" -> MULTICAST;
            case "recipients" -> RECIPIENTS;
            case "split" -> SPLIT;
            default -> KEPT_AND_STOPPED;
        };
    }

    @Test
    void aHostsOwnRouteThatStopsEndsItsCallerToo() throws Exception {
        write("host.camel.yaml", """
                - route:
                    from: {uri: "direct:host", steps: [{to: {uri: "direct:stops"}}, {setBody: {constant: went on}}]}
                - route:
                    from: {uri: "direct:stops", steps: [{setBody: {constant: stopped}}, {stop: {}}]}
                """);
        start(router("two steps"));

        assertThat(serai.context().createProducerTemplate().requestBody("direct:host", "x", String.class)).isEqualTo("stopped");
    }

    @ParameterizedTest
    @ValueSource(strings = {"choice", "filter", "stop", "swallowed", "nothing"})
    void anEventThatTheRouterNamesNothingForIsNotAcknowledged(String router) throws Exception {
        try (Logged log = new Logged()) {
            start(router(router));

            HttpResponse<String> answer = post();
            serai.publish(EmbeddedSerai.mctSequence().get(1));

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("route router names no destination for an event of type COURSE_COMPLETED");
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            await().atMost(30, SECONDS).untilAsserted(() -> assertThat(broker().deadLettered()).isEqualTo(1));
            assertThat(broker().completed()).isZero();
            assertThat(serai.journal().balances()).isEmpty();
            assertThat(serai.journal().sources()).containsEntry("praesidium", new SourceCounts(0, 0, 0, 1));
            assertThat(log.lines().filter(line -> line.contains("UnkeptEvents"))).hasSize(2)
                    .allMatch(line -> line.contains("route router names no destination"));
            assertThat(health()).contains("route router names no destination").contains("1 more type");
            assertThat(new Kept(data).rows("journal.db", "SELECT source || type || route || count FROM unkept ORDER BY 1"))
                    .containsExactly("mctCOURSE_STARTEDrouter1", "praesidiumCOURSE_COMPLETEDrouter1");
            assertThat(new Kept(data).rows("journal.db", "SELECT reason FROM rejected")).hasSize(1);
        }
    }

    @Test
    void oneThatIsKeptAgainIsNoTroubleAnyMore() throws Exception {
        start("- choice:\n    when:\n      - expression: {simple: {expression: \"${header.kept} == 'yes'\"}}\n"
                + "        steps: [{to: {uri: \"journal:archive\"}}]\n");
        assertThat(post().statusCode()).isEqualTo(503);
        assertThat(health()).contains("router");

        assertThat(serai.send(serai.request().header("kept", "yes").POST(BodyPublishers.ofString(
                EmbeddedSerai.resource("praesidium-course-completed.json")))).statusCode()).isEqualTo(202);

        assertThat(health()).isNull();
        await().atMost(30, SECONDS)
                .untilAsserted(() -> assertThat(new Kept(data).rows("journal.db", "SELECT type FROM unkept")).isEmpty());
    }

    @Test
    void oneThatIsKeptAfterARestartIsNoTroubleInTheStatusAnyMore() throws Exception {
        start(CHOICE);
        assertThat(post().statusCode()).isEqualTo(503);
        serai.close();
        serai = new EmbeddedSerai(data).with("serai.routes", "file:" + routes);
        start("- to: {uri: \"journal:archive\"}\n");
        assertThat(new Kept(data).rows("journal.db", "SELECT type FROM unkept")).hasSize(1);

        assertThat(post().statusCode()).isEqualTo(202);

        await().atMost(30, SECONDS)
                .untilAsserted(() -> assertThat(new Kept(data).rows("journal.db", "SELECT type FROM unkept")).isEmpty());
    }

    @Test
    void whatIsLeftOutOnPurposeIsCountedAndAcknowledged() throws Exception {
        start(Document.of("docs/operating.md").block("leave events out"));

        assertThat(post().statusCode()).isEqualTo(202);
        serai.publish(EmbeddedSerai.mctSequence().get(0));

        await().atMost(30, SECONDS).untilAsserted(() -> assertThat(broker().completed()).isEqualTo(1));
        assertThat(serai.journal().sources()).containsEntry("mct", new SourceCounts(0, 0, 0, 0, 1))
                .containsEntry("praesidium", new SourceCounts(1, 0, 0, 0));
        assertThat(health()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"two steps", "multicast", "recipients", "split", "kept and stopped"})
    void whatSeveralStepsNameIsKeptForAllOfThem(String router) throws Exception {
        start(router(router));

        assertThat(post().statusCode()).isEqualTo(202);
        serai.publish(EmbeddedSerai.mctSequence().get(1));

        await().atMost(30, SECONDS).untilAsserted(() -> assertThat(broker().completed()).isEqualTo(1));
        await().atMost(30, SECONDS).untilAsserted(() -> assertThat(serai.journal().balances())
                .containsEntry("archive", new Balance(2, 2, 0, 0, 0)).containsEntry("warehouse", new Balance(2, 2, 0, 0, 0)));
        assertThat(serai.journal().sources()).containsEntry("mct", new SourceCounts(1, 0, 0, 0))
                .containsEntry("praesidium", new SourceCounts(1, 0, 0, 0));
        assertThat(post().statusCode()).isEqualTo(202);
        assertThat(serai.journal().sources()).containsEntry("praesidium", new SourceCounts(1, 1, 0, 0));
    }

    @Test
    void aFailureBetweenTwoStepsLeavesNothingHalfKept() throws Exception {
        start("""
                - to: {uri: "journal:archive"}
                - filter:
                    expression: {simple: {expression: "${header.fails} == 'yes'"}}
                    steps: [{throwException: {exceptionType: java.lang.IllegalStateException, message: broken}}]
                - to: {uri: "journal:warehouse"}
                """);
        assertThat(serai.send(serai.request().header("fails", "yes").POST(BodyPublishers.ofString(
                EmbeddedSerai.resource("praesidium-course-completed.json")))).statusCode()).isEqualTo(500);
        assertThat(serai.journal().sources()).doesNotContainKey("praesidium");

        assertThat(post().statusCode()).isEqualTo(202);

        serai.untilDelivered(1);
        assertThat(serai.journal().balances()).containsOnlyKeys("archive", "warehouse");
    }

    @Test
    void otherContentForTheSameEventIsRefused() throws Exception {
        start("""
                - to: {uri: "journal:archive"}
                - bean: {beanType: serai.journal.camel.EditedRoutersTest, method: redrawn}
                - to: {uri: "journal:warehouse"}
                """);

        assertThat(post().statusCode()).isEqualTo(500);
        assertThat(serai.journal().balances()).isEmpty();
    }

    /** For the route above. */
    public static LearningRecord redrawn(LearningRecord record) {
        return record.withMarks(Set.of(Mark.REDRAW));
    }

    @Test
    void aFailureThatASourceSwallowsIsNoAcknowledgement() throws Exception {
        String source = Files.readString(Path.of("routes/source-praesidium.camel.yaml"));
        write("source-praesidium.camel.yaml",
                source.replace("    routeConfigurationId: webhook\n", "    routeConfigurationId: swallows\n"));
        write("swallows.camel.yaml", """
                - routeConfiguration:
                    id: swallows
                    onException:
                      - onException:
                          exception: [java.lang.Throwable]
                          handled: {constant: {expression: "true"}}
                          steps:
                            - setHeader: {name: CamelHttpResponseCode, simple: {expression: "${exchangeProperty.CamelExceptionCaught.cause}"}}
                """);
        start("- to: {uri: \"journal:archive\"}\n- throwException: {exceptionType: java.lang.IllegalStateException, message: no}\n");

        assertThat(post().statusCode()).isEqualTo(500);
        assertThat(serai.journal().balances()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"choice, a choice without otherwise", "filter, a filter", "two steps, ", "stop, "})
    void theStartWarnsOfARouterThatTakesSomeOnly(String router, String warned) throws Exception {
        try (Logged log = new Logged()) {
            start(router(router));

            assertThat(log.lines().filter(line -> line.contains("names destinations in"))).hasSize(warned == null ? 0 : 1)
                    .allMatch(line -> line.toLowerCase(Locale.ROOT).contains("route router names destinations in " + warned));
        }
    }

    @Test
    void aNameThatNobodyWaitsForIsRefusedAtTheStart() {
        assertThatThrownBy(() -> start("- to: {uri: \"journal:archive\"}\n- wireTap: {uri: \"journal:warehouse\"}\n"))
                .hasMessageContaining("route router names journal:warehouse by a wireTap");
    }

    @Test
    void aNameBehindARouteThatNobodyWaitsForIsRefusedAtTheStart() throws Exception {
        write("tapped.camel.yaml", """
                - route:
                    id: tapped
                    from:
                      uri: direct:tapped
                      steps:
                        - to: {uri: "direct:further"}
                - route:
                    id: further
                    from:
                      uri: direct:further
                      steps:
                        - filter:
                            expression: {constant: {expression: "true"}}
                            steps: [{to: {uri: "journal:warehouse"}}]
                """);

        assertThatThrownBy(() -> start("- to: {uri: \"journal:archive\"}\n- wireTap: {uri: \"direct:tapped\"}\n"))
                .hasMessageContaining("route router names journal:warehouse by a wireTap");
    }

    /** What it hands on is known already, so nobody else would get it. */
    @ParameterizedTest
    @CsvSource({"journal:archive, journal:archive", "direct:router, 'journal:warehouse'"})
    void aDestinationThatNamesOthersIsRefusedAtTheStart(String step, String named) throws Exception {
        String lrs = Files.readString(routes.resolve("destination-lrs.camel.yaml"));
        write("destination-lrs.camel.yaml", lrs.replace("        - transformDataType:\n", """
                        - split:
                            expression: {simple: {expression: "${body}"}}
                            steps: [{to: {uri: "%s"}}]
                        - transformDataType:
                        """.formatted(step).indent(8)));

        assertThatThrownBy(() -> start("- to: {uri: \"journal:warehouse\"}\n"))
                .hasMessageContaining("route destination-lrs reads journal:lrs and names " + named);
    }

    private EntityCounts broker() {
        return serai.namespace().counts(EmbeddedSerai.SUBSCRIPTION);
    }

    /** What the health check of the router says; null where all is well. */
    private String health() {
        return HealthCheckHelper.invokeReadiness(serai.context()).stream()
                .filter(result -> result.getCheck().getId().equals("router") && result.getState() == HealthCheck.State.DOWN)
                .map(result -> result.getMessage().orElse("")).findFirst().orElse(null);
    }
}
