package serai.steps;

import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;
import serai.testkit.Logged;
import serai.testkit.OneDestination;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What {@code serai.log.routes} shows of a route: everything that its author needs. */
class StepLogTest extends LoggedSteps {

    @Test
    void showsEachStepOfARouteWithItsPlaceItsHeadersAndItsBody() throws Exception {
        List<String> lines = logged(Map.of("serai.log.routes", "hr"), """
                - filter:
                    id: completions
                    expression:
                      simple:
                        expression: "${header.type} == 'COURSE_COMPLETED'"
                    steps:
                      - setHeader:
                          id: version
                          name: X-Version
                          expression:
                            constant:
                              expression: "7"
                - setBody:
                    id: course
                    expression:
                      simple:
                        expression: "${body[0].activity.name}"
                - process:
                    id: take
                    ref: take
                """, "take", (Processor) exchange -> {});

        assertThat(lines).hasSize(6).allMatch(line -> line.matches("INFO serai\\.steps\\.destination-hr - \\S+ \\+\\d+ ms .*"));
        assertThat(lines.get(0)).contains("destination-hr begins", "type=COURSE_COMPLETED", "1 record [{", "\"name\":\"course7\"");
        assertThat(lines.get(1)).containsPattern("filter completions \\(\\S*routes/destination-hr\\.camel\\.yaml:8\\)");
        assertThat(lines.get(2)).containsPattern("setHeader version \\(\\S+:14\\)").doesNotContain("X-Version");
        assertThat(lines.get(3)).containsPattern("setBody course \\(\\S+:20\\)").contains("X-Version=7");
        assertThat(lines.get(4)).contains("process take").endsWith("body course7");
        assertThat(lines.get(5)).contains("destination-hr ends").endsWith("body course7");
    }

    @Test
    void showsWhatHasChangedSinceTheLineBeforeUnlessAllIsAskedFor() throws Exception {
        List<String> lines = logged(Map.of("serai.log.routes", "hr", "serai.log.detail", "changes"), """
                - process:
                    id: look
                    ref: take
                - setHeader:
                    id: version
                    name: X-Version
                    expression:
                      constant:
                        expression: "7"
                - setHeader:
                    id: camels
                    name: CamelOfItsOwn
                    expression:
                      constant:
                        expression: "8"
                - removeHeader:
                    id: gone
                    name: X-Version
                - setBody:
                    id: course
                    expression:
                      simple:
                        expression: "${body[0].activity.name}"
                """, "take", (Processor) exchange -> {});

        List<String> told = lines.stream().map(line -> line.replaceFirst("^INFO serai.steps.destination-hr - #\\d+ \\+\\d+ ms ", "")
                .replaceAll(" \\(\\S*routes/destination-hr", " (")).toList();
        assertThat(told.get(0)).startsWith("destination-hr begins: ").contains("type=COURSE_COMPLETED, body 1 record [{\"schema")
                .matches(line -> line.length() < 900, "can be read").doesNotContain("zoe");
        assertThat(told.subList(1, 7)).containsExactly("process look (.camel.yaml:8)", "setHeader version (.camel.yaml:11)",
                "setHeader camels (.camel.yaml:17): X-Version=7", "removeHeader gone (.camel.yaml:23)",
                "setBody course (.camel.yaml:26): without X-Version", "destination-hr ends: body course7");
    }

    @Test
    void cutsABodyAndKeepsALineOneLine() throws Exception {
        List<String> lines = logged(Map.of("serai.log.routes", "hr", "serai.log.body.max.bytes", "20"), """
                - setBody:
                    expression:
                      constant:
                        expression: "€1\\n2026-11-29T00:00:00Z INFO forged\\u202e line of a log"
                - process:
                    ref: take
                """, "take", (Processor) exchange -> {});

        assertThat(lines.get(lines.size() - 1)).endsWith("body €1\\u000a2026-11-29T00:0… (of 50 characters)");
    }

    @Test
    void readsNoStreamAndShowsNothingThatAnotherSystemHasAnswered() throws Exception {
        try (Logged log = new Logged(); OneDestination serai = new OneDestination("hr", folder).withRoute("segment.camel.yaml", """
                - route:
                    id: segment
                    description: A user's own
                    errorHandler:
                      noErrorHandler: {}
                    from:
                      uri: direct:COURSE_COMPLETED
                      steps:
                        - setBody:
                            expression:
                              constant:
                                expression: of somebody else
                """).withSteps("""
                - process:
                    ref: stream
                - process:
                    ref: take
                - toD:
                    uri: "direct:${header.type}"
                - process:
                    ref: take
                - setBody:
                    expression:
                      simple:
                        expression: "${exchangeProperty.kept}"
                """).with("serai.log.routes", "hr").start("stream", (Processor) exchange -> {
            exchange.setProperty("kept", exchange.getMessage().getBody());
            exchange.getMessage().setBody(new ByteArrayInputStream(new byte[]{'x'}));
        }, "take", (Processor) exchange -> {
            if (exchange.getMessage().getBody() instanceof InputStream stream) {
                assertThat(stream.read()).isEqualTo('x');
                exchange.getMessage().setBody("own");
            }
        })) {
            serai.append(ZOE);
            serai.untilDelivered(1);
            serai.stop();

            List<String> lines = log.lines().filter(line -> line.contains("serai.steps.")).toList();
            assertThat(lines).anyMatch(line -> line.contains("process ref:take") && line.endsWith(", not read)"))
                    .anyMatch(line -> line.contains("toD") && line.endsWith("body own"))
                    .noneMatch(line -> line.contains("of somebody else"))
                    .anyMatch(line -> line.endsWith("given by another system: not shown, as it may tell of people)"));
            assertThat(lines.get(lines.size() - 1)).contains("ends", "1 record [{");
        }
    }

    @Test
    void tellsWhichStepHasFailedAndWhatTheErrorHandlingDoesThen() throws Exception {
        try (Logged log = new Logged();
                OneDestination serai = new OneDestination("hr", folder)
                        .withSteps("- process:\n    id: take\n    ref: take\n").with("serai.log.routes", "hr")
                        .start("take", (Processor) exchange -> {
                            throw new ConnectException("of zoe+x@example.org");
                        })) {
            serai.append(ZOE);
            await().atMost(Duration.ofSeconds(30)).until(() -> log.lines().anyMatch(line -> line.contains("ends, and has failed")));

            List<String> lines = log.lines().filter(line -> line.contains("serai.steps.")).toList();
            assertThat(lines).anyMatch(line -> line.matches(".* process take \\(\\S+:8\\) has failed: ConnectException"))
                    .anyMatch(line -> line.contains("setProperty") && line.contains("errors-delivery.camel.yaml:"))
                    .noneMatch(line -> line.contains("zoe+x"));
        }
    }

    @Test
    void leavesOtherRoutesAsTheyAre() throws Exception {
        assertThat(logged(Map.of(), "- process:\n    ref: take\n", "take", (Processor) exchange -> {
            StackTraceElement[] stack = new Throwable().getStackTrace();
            assertThat(stack).noneMatch(frame -> frame.getClassName().startsWith("serai.steps.StepLog$"));
        })).isEmpty();
    }

    @Test
    void refusesARouteThatDoesNotExist() throws Exception {
        assertThatThrownBy(() -> logged(Map.of("serai.log.routes", "hrr"), "- process:\n    ref: take\n", "take",
                (Processor) exchange -> {})).hasMessageContaining("serai.log.routes: there is no route 'hrr'; there are hr");
    }
}
