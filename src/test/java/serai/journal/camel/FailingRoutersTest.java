package serai.journal.camel;

import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.WorkedExampleTest;
import serai.journal.SourceCounts;
import serai.testkit.EmbeddedSerai;
import serai.testkit.Kept;
import serai.testkit.Logged;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** An event of which a step of the router or of its source fails: it is not acknowledged, and everything tells the same of it. */
class FailingRoutersTest {

    private static final String TO_ARCHIVE = "- to: {uri: \"journal:archive\"}\n";

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
        Files.writeString(routes.resolve("router.camel.yaml"), """
                - route:
                    id: router
                    errorHandler: {noErrorHandler: {}}
                    from:
                      uri: direct:router
                      steps:
                        - bean: {beanType: serai.journal.camel.FailingRoutersTest, method: opaque}
                """ + steps.indent(8));
        serai.start();
    }

    /** For the routes here: the start can't know what a bean gives. */
    public static Object opaque(Object body) {
        return body;
    }

    private HttpResponse<String> post() throws Exception {
        return serai.post(EmbeddedSerai.resource("praesidium-course-completed.json"));
    }

    private String health() {
        return HealthCheckHelper.invokeReadiness(serai.context()).stream()
                .filter(result -> result.getCheck().getId().equals("router") && result.getState() == HealthCheck.State.DOWN)
                .map(result -> result.getMessage().orElse("")).findFirst().orElse("");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "${body.learner.foreName} == 'x' | Learner has no method foreName",
            "${body.activity.parent.id} == 'x' | null has no 'id'; write ?.id"})
    void anEventThatTheRouterCannotReadIsNotAcknowledgedAndItsBodyIsKept(String expression, String why) throws Exception {
        try (Logged log = new Logged()) {
            start("""
                    - choice:
                        id: which
                        when:
                          - expression: {simple: {expression: "%s"}}
                            steps: [{to: {uri: "journal:warehouse"}}]
                        otherwise:
                          steps: [{to: {uri: "journal:archive"}}]
                    """.formatted(expression));

            HttpResponse<String> answer = post();
            serai.publish(EmbeddedSerai.mctSequence().get(1));

            String told = "router.camel.yaml:8: choice which of route router can't evaluate " + expression + ": " + why;
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains(told.substring(0, 60));
            await().atMost(30, SECONDS).untilAsserted(() -> assertThat(serai.namespace()
                    .counts(EmbeddedSerai.SUBSCRIPTION).deadLettered()).isEqualTo(1));
            assertThat(serai.journal().balances()).isEmpty();
            assertThat(serai.journal().sources()).containsEntry("praesidium", new SourceCounts(0, 0, 0, 1));
            assertThat(log.lines().filter(line -> line.contains("UnkeptEvents"))).hasSize(2).allMatch(line -> line.contains(told));
            assertThat(log.lines()).noneMatch(line -> line.contains("Ana") || line.contains("@"));
            assertThat(health()).contains(told).contains("1 more type");
            assertThat(new Kept(data).rows("journal.db", "SELECT source || type || route || count FROM unkept ORDER BY 1"))
                    .containsExactly("mctCOURSE_STARTEDrouter1", "praesidiumCOURSE_COMPLETEDrouter1");
            assertThat(new Kept(data).rows("journal.db", "SELECT reason FROM rejected")).singleElement().asString().contains(told);
        }
    }

    @Test
    void aFailureThatTheRouteTriesAndCatchesIsItsOwnAffair() throws Exception {
        try (Logged log = new Logged()) {
            Path file = routes.resolve("source-praesidium.camel.yaml");
            String source = Files.readString(file);
            String tried = """
                    - doTry:
                        steps:
                          - setHeader: {name: n, expression: {simple: {expression: "${body.activity.parent.id}"}}}
                        doCatch:
                          - exception: [java.lang.Exception]
                            steps: [{setHeader: {name: n, expression: {constant: {expression: "caught"}}}}]
                    """;
            String opaque = "- bean: {beanType: serai.journal.camel.FailingRoutersTest, method: opaque}\n";
            String routed = "        - to:\n            id: route-praesidium\n";
            assertThat(source).contains(routed);
            Files.writeString(file, source.replace(routed, (opaque + tried).indent(8) + routed));
            start(TO_ARCHIVE);

            assertThat(post().statusCode()).isEqualTo(202);
            assertThat(log.lines()).noneMatch(line -> line.contains("UnkeptEvents"));
        }
    }
}
