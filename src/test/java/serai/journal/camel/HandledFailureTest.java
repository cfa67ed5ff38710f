package serai.journal.camel;

import org.apache.camel.Processor;
import org.apache.camel.TypeConversionException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import serai.journal.Balance;
import serai.journal.attempt.FailureClass;
import serai.model.LearningRecord;
import serai.testkit.OneDestination;
import serai.testkit.Records;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Whatever a destination's route makes of a failure of its own: the records are not delivered until its steps succeed. */
class HandledFailureTest {

    @TempDir
    private Path folder;
    private OneDestination serai;
    private final AtomicBoolean broken = new AtomicBoolean(true);
    private final AtomicInteger calls = new AtomicInteger();
    private final Processor send = exchange -> {
        calls.incrementAndGet();
        if (broken.get()) {
            throw new HttpOperationFailedException("http://hr.example.org", 503, "", null, Map.of(), "");
        }
    };

    @AfterEach
    void stop() {
        serai.close();
    }

    private void start(String steps, Object... beans) throws Exception {
        Object[] all = Stream.concat(Stream.of("send", send), Stream.of(beans)).toArray();
        serai = new OneDestination("hr", folder).withSteps(steps).withRoute("others.camel.yaml", """
                - route:
                    id: segment
                    description: A segment that several routes share
                    errorHandler:
                      noErrorHandler: {}
                    from:
                      uri: direct:segment
                      steps:
                        - process:
                            ref: send
                """).holding("anna", "ben").start(all);
    }

    private void untilItFails() {
        await().atMost(30, SECONDS).until(() -> serai.state().failures() > 0);
    }

    private void nothingIsDeliveredUntilItIsMended() {
        untilItFails();
        serai.untilBalance(2, 0, 2, 0);

        broken.set(false);

        serai.untilDelivered(2);
    }

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

    @ParameterizedTest
    @CsvSource({"400,refused", "404,misconfigured"})
    void theClassOfAFailureInAPartIsTheAttempts(int status, String failure) throws Exception {
        Processor fails = exchange -> {
            if (exchange.getMessage().getBody(LearningRecord.class).learner().id().equals("ben") && broken.get()) {
                throw new HttpOperationFailedException("http://hr.example.org", status, "", null, Map.of(), "no");
            }
        };
        start("""
                - split:
                    expression:
                      simple:
                        expression: "${body}"
                    steps:
                      - process:
                          ref: fails
                """, "fails", fails);

        if (failure.equals("refused")) {
            serai.untilBalance(2, 1, 0, 1);
        } else {
            serai.untilStopped(FailureClass.MISCONFIGURED);
        }
    }

    @Test
    void aTranslatorThatThrowsForOneTypeStopsWithinTenRecordsAndGoesOnOnceMended() throws Exception {
        AtomicInteger refused = new AtomicInteger();
        Processor translate = exchange -> {
            if (exchange.getMessage().getHeader("type").equals("LOGGED_IN") && broken.get()) {
                if (exchange.getMessage().getBody(List.class).size() == 1) {
                    refused.incrementAndGet();
                }
                throw new TypeConversionException("a record", String.class, new NullPointerException());
            }
        };
        LearningRecord[] records = IntStream.range(0, 60).mapToObj(i -> i % 2 == 0
                ? Records.login("learner-" + i) : Records.completion("learner-" + i)).toArray(LearningRecord[]::new);
        serai = new OneDestination("hr", folder).with("serai.retry.stopped.ms", 60_000)
                .with("serai.retry.delay.max.ms", 60_000).withStep("translate").holding(records).start("translate", translate);

        serai.untilStopped(FailureClass.MISCONFIGURED);
        assertThat(refused).hasValueLessThanOrEqualTo(10);
        assertThat(serai.balance().deadLettered()).isZero();
        assertThat(serai.balance().pending()).isGreaterThanOrEqualTo(30);

        broken.set(false);
        serai.resume();

        serai.untilBalance(60, 60, 0, 0);
        assertThat(serai.balance()).isEqualTo(new Balance(60, 60, 0, 0, 0));
    }
}
