package serai.journal.camel;

import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import serai.testkit.OneDestination;

import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever a destination's route makes of a failure of its own: the records are not delivered until its steps succeed. */
class HandledFailureTest extends FailingSteps {

    static Stream<Arguments> hidingRoutes() {
        return Stream.of(
                Arguments.of("nothing", """
                        - process:
                            ref: send
                        """),
                Arguments.of("doTry", """
                        - doTry:
                            steps:
                              - process:
                                  ref: send
                            doCatch:
                              - exception:
                                  - java.lang.Exception
                                steps:
                                  - setBody:
                                      constant: never mind
                        """),
                Arguments.of("doTry, and more steps behind it", """
                        - doTry:
                            steps:
                              - process:
                                  ref: send
                            doCatch:
                              - exception:
                                  - java.lang.Exception
                        - setBody:
                            constant: never mind
                        - removeProperties:
                            pattern: "*"
                        """),
                Arguments.of("doFinally", """
                        - doTry:
                            steps:
                              - process:
                                  ref: send
                            doFinally:
                              steps:
                                - setBody:
                                    constant: never mind
                        """),
                Arguments.of("split", """
                        - split:
                            expression:
                              simple:
                                expression: "${body}"
                            steps:
                              - process:
                                  ref: send
                        """),
                Arguments.of("split in parallel", """
                        - split:
                            parallelProcessing: "true"
                            expression:
                              simple:
                                expression: "${body}"
                            steps:
                              - process:
                                  ref: send
                        """),
                Arguments.of("doTry in a split", """
                        - split:
                            expression:
                              simple:
                                expression: "${body}"
                            steps:
                              - doTry:
                                  steps:
                                    - process:
                                        ref: send
                                  doCatch:
                                    - exception:
                                        - java.lang.Exception
                        """),
                Arguments.of("multicast", """
                        - multicast:
                            steps:
                              - to:
                                  uri: direct:segment
                              - setBody:
                                  constant: fine
                        """),
                Arguments.of("recipientList", """
                        - recipientList:
                            expression:
                              constant:
                                expression: direct:segment,log:fine?level=OFF
                        """),
                Arguments.of("recipientList whose last fails", """
                        - recipientList:
                            expression:
                              constant:
                                expression: log:fine?level=OFF,direct:segment
                        """),
                Arguments.of("a segment", """
                        - to:
                            uri: direct:segment
                        """),
                Arguments.of("enrich", """
                        - enrich:
                            expression:
                              constant:
                                expression: direct:segment
                        """));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hidingRoutes")
    void isAFailureWhateverHidesIt(String what, String steps) throws Exception {
        start(steps);
        nothingIsDeliveredUntilItIsMended();
    }

    @Test
    void isAFailureWhereTheRoutesOwnErrorHandlingSaysHandled() throws Exception {
        serai = new OneDestination("hr", folder).withRoute("destination-hr.camel.yaml", """
                - routeConfiguration:
                    id: careless
                    onException:
                      - onException:
                          exception:
                            - java.lang.Throwable
                          handled:
                            constant:
                              expression: "true"
                - route:
                    id: destination-hr
                    description: A user's own
                    routeConfigurationId: careless
                    from:
                      uri: journal:hr
                      steps:
                        - process:
                            ref: send
                """).holding("anna", "ben").start("send", send);
        nothingIsDeliveredUntilItIsMended();
    }

    @Test
    void isAFailureWhereTheRouteMarksARollback() throws Exception {
        start("""
                - filter:
                    expression:
                      simple:
                        expression: "${bean:isBroken}"
                    steps:
                      - rollback:
                          markRollbackOnly: "true"
                """, "isBroken", new Broken());
        nothingIsDeliveredUntilItIsMended();
    }

    /** For Simple. */
    public final class Broken {
        public boolean test() {
            return broken.get();
        }
    }

    @Test
    void anErrorIsAFailureTooAndKeepsTheDestinationWaiting() throws Exception {
        Processor fails = exchange -> {
            if (broken.get()) {
                throw new NoClassDefFoundError("org/example/Missing");
            }
        };
        start("- process:\n    ref: fails\n", "fails", fails);
        untilItFails();
        assertThat(serai.state().failure()).contains("org/example/Missing");
        nothingIsDeliveredUntilItIsMended();
    }

    @Test
    void whatTheRouteStopsOnPurposeIsDelivered() throws Exception {
        start("- stop: {}\n");

        serai.untilDelivered(2);
        assertThat(calls).hasValue(0);
    }
}
