package serai.journal.camel;

import org.apache.camel.Processor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import serai.model.LearningRecord;
import serai.testkit.OneDestination;
import serai.testkit.Records;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a destination's route has sent nowhere is counted, whatever its steps are; what it may have sent is not. */
class LeftOutTest {

    /** That leads outside: nobody knows what is behind it. */
    private static final String SEND = """
            - to:
                uri: mock:out
            """;
    private static final String ANNA = "${body.learner.id} == 'anna'";

    @TempDir
    private Path folder;
    private OneDestination serai;
    private final AtomicInteger failures = new AtomicInteger();
    private final Processor fails = exchange -> {
        if (failures.getAndDecrement() > 0) {
            throw new IllegalStateException("not now");
        }
    };

    @AfterEach
    void stop() {
        serai.close();
    }

    /** Of anna, ben and cleo. */
    private void deliver(String steps) throws Exception {
        serai = new OneDestination("hr", folder).withSteps(steps).withRoute("others.camel.yaml", """
                - route:
                    id: segment
                    description: A segment that several routes share
                    errorHandler:
                      noErrorHandler: {}
                    from:
                      uri: direct:segment
                      steps:
                """ + SEND.indent(8)).holding("anna", "ben", "cleo").start("fails", fails, "mine", new Mine());
        serai.untilDelivered(3);
    }

    private void leavesOut(long records) {
        assertThat(serai.journal().destinations()).singleElement()
                .satisfies(report -> assertThat(report.leftOut()).isEqualTo(records));
    }

    /** A bean of the user's own. */
    public static final class Mine {

        /** A step that may do anything. */
        public void sends(List<LearningRecord> records) {
            assertThat(records).isNotEmpty();
        }

        /** Another expression. */
        public List<LearningRecord> nobody(List<LearningRecord> records) {
            return records.subList(0, 0);
        }

        /** An expression. */
        public List<LearningRecord> withoutAnna(List<LearningRecord> records) {
            return records.stream().filter(record -> !record.learner().id().equals("anna")).toList();
        }
    }

    static Stream<Arguments> routes() {
        return Stream.of(
                Arguments.of("everything is sent", 0, SEND),
                Arguments.of("a filter that stops", 3, """
                        - filter:
                            expression:
                              simple:
                                expression: "${header.type} == 'COURSE_COMPLETED'"
                            steps:
                              - stop: {}
                        """ + SEND),
                Arguments.of("a filter around the sending step", 3, """
                        - filter:
                            expression:
                              simple:
                                expression: "${header.type} == 'LOGGED_IN'"
                            steps:
                        """ + SEND.indent(6)),
                Arguments.of("a choice without a branch for it", 3, """
                        - choice:
                            when:
                              - expression:
                                  simple:
                                    expression: "${header.type} == 'LOGGED_IN'"
                                steps:
                        """ + SEND.indent(10)),
                Arguments.of("a translation, and nothing behind it", 3, """
                        - transformDataType:
                            toType: json:lines
                        - to:
                            uri: log:records
                        """),
                Arguments.of("a segment that sends", 0, """
                        - to:
                            uri: direct:segment
                        """),
                Arguments.of("a split of which one part is filtered", 1, """
                        - split:
                            expression:
                              simple:
                                expression: "${body}"
                            steps:
                              - filter:
                                  expression:
                                    simple:
                                      expression: "%s"
                                  steps:
                                    - stop: {}
                              - setBody:
                                  expression:
                                    simple:
                                      expression: "${body.learner.id}"
                        """.formatted(ANNA) + SEND.indent(6)),
                Arguments.of("a split in parallel, through a segment", 2, """
                        - split:
                            parallelProcessing: "true"
                            expression:
                              simple:
                                expression: "${body}"
                            steps:
                              - filter:
                                  expression:
                                    simple:
                                      expression: "%s"
                                  steps:
                                    - setBody:
                                        expression:
                                          simple:
                                            expression: "${body.learner.id}"
                                    - to:
                                        uri: direct:segment
                        """.formatted(ANNA)),
                Arguments.of("a shorter list", 1, """
                        - setBody:
                            expression:
                              simple:
                                expression: "${bean:mine?method=withoutAnna}"
                        - transformDataType:
                            toType: json:lines
                        """ + SEND),
                Arguments.of("a shorter list, and before it all of them", 0, """
                        - setProperty:
                            name: records
                            expression:
                              simple:
                                expression: "${body}"
                        - transformDataType:
                            toType: json:lines
                        - to:
                            uri: direct:segment
                        - setBody:
                            expression:
                              simple:
                                expression: "${exchangeProperty.records}"
                        - setBody:
                            expression:
                              simple:
                                expression: "${bean:mine?method=withoutAnna}"
                        """ + SEND),
                Arguments.of("an empty list", 3, """
                        - setBody:
                            expression:
                              simple:
                                expression: "${bean:mine?method=nobody}"
                        """ + SEND),
                Arguments.of("a shorter list, translated, through a copy", 1, """
                        - setBody:
                            expression:
                              simple:
                                expression: "${bean:mine?method=withoutAnna}"
                        - transformDataType:
                            toType: json:lines
                        - multicast:
                            steps:
                              - to:
                                  uri: direct:segment
                        """),
                Arguments.of("a script, which may send", 0, """
                        - script:
                            expression:
                              simple:
                                expression: "${bean:mine?method=withoutAnna}"
                        """),
                Arguments.of("an address that is computed", 0, """
                        - toD:
                            uri: mock:${header.type}
                        """),
                Arguments.of("a list of recipients", 0, """
                        - recipientList:
                            expression:
                              simple:
                                expression: "direct:segment"
                        """),
                Arguments.of("a multicast", 0, """
                        - multicast:
                            steps:
                              - to:
                                  uri: log:records
                              - to:
                                  uri: direct:segment
                        """),
                Arguments.of("a bean of the user's own, which may send", 0, """
                        - bean:
                            ref: mine
                            method: sends
                        """),
                Arguments.of("a bean of the user's own, as an endpoint", 0, """
                        - to:
                            uri: bean:mine
                            parameters:
                              method: sends
                        """),
                Arguments.of("a processor of the user's own", 0, """
                        - process:
                            ref: fails
                        """),
                Arguments.of("a step of Serai's that only computes", 3, """
                        - transformDataType:
                            toType: sql:rows
                        - process:
                            ref: validJson
                        """));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("routes")
    void isCountedWhereTheRouteEndsWithoutHavingSentIt(String name, int leftOut, String steps) throws Exception {
        deliver(steps);

        leavesOut(leftOut);
    }

    @Test
    void isCountedOnceThoughAnAttemptWasRepeated() throws Exception {
        failures.set(2);
        deliver("""
                - split:
                    expression:
                      simple:
                        expression: "${body}"
                    steps:
                      - filter:
                          expression:
                            simple:
                              expression: "%s"
                          steps:
                            - stop: {}
                      - process:
                          ref: fails
                      - setBody:
                          expression:
                            simple:
                              expression: "${body.learner.id}"
                """.formatted(ANNA) + SEND.indent(6));

        leavesOut(1);
    }

    @Test
    void growsWithEachRecordThatIsLeftOut() throws Exception {
        deliver("- stop: {}\n");
        serai.append(Records.login("dora"));

        await().atMost(30, SECONDS).untilAsserted(() -> leavesOut(4));
    }
}
