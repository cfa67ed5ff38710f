package serai.journal.camel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.journal.Balance;
import serai.journal.SourceCounts;
import serai.model.LearningRecord;
import serai.model.Mark;
import serai.testkit.Document;
import serai.testkit.EmbeddedSerai;
import serai.testkit.Kept;
import serai.testkit.Logged;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a user may make of the router: an acknowledgement means that the event is kept, for each destination named. */
class EditedRoutersTest extends EditedRouter {

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
}
