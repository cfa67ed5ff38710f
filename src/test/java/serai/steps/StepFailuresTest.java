package serai.steps;

import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import serai.journal.attempt.FailureClass;
import serai.journal.operations.JournalOperations;
import serai.model.LearningRecord;
import serai.testkit.Logged;
import serai.testkit.OneDestination;
import serai.testkit.PrivateFolder;
import serai.testkit.Records;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Each way in which a step of a destination's route can fail by itself: its class, and what the log and the status tell. */
class StepFailuresTest {

    private static final String PLACE = "destination-hr.camel.yaml:11: ";

    @TempDir
    private Path folder;

    private static String setBody(String simple) {
        return """
                - setBody:
                    id: shape
                    expression:
                      simple:
                        expression: "%s"
                """.formatted(simple);
    }

    private static Stream<Arguments> stepsAtFault() {
        return Stream.of(
                Arguments.of(setBody("${body[0].learner.foreName}"), "setBody shape of route destination-hr can't evaluate "
                        + "${body[0].learner.foreName}: Learner has no method foreName"),
                Arguments.of(setBody("${bean:${header.type}}"), "there is no bean '"),
                Arguments.of("- convertBodyTo:\n    id: uuid\n    type: java.util.UUID\n",
                        "convertBodyTo uuid of route destination-hr fails: ListN can't be converted to UUID"),
                Arguments.of("- toD:\n    id: far\n    uri: \"nowhere:${header.type}\"\n",
                        "toD far of route destination-hr fails: there is no such endpoint, or its options are wrong"),
                Arguments.of("- filter:\n    id: some\n    expression:\n      simple:\n        expression: \"${body.foo} == 1\"\n"
                        + "    steps:\n      - stop: {}\n",
                        "filter some of route destination-hr can't evaluate ${body.foo} == 1: "),
                Arguments.of("- choice:\n    id: which\n    when:\n"
                        + "      - expression: {simple: {expression: \"${header.type} == 'X'\"}}\n        steps: [{stop: {}}]\n"
                        + "      - expression: {simple: {expression: \"${body.foo} == 1\"}}\n        steps: [{stop: {}}]\n",
                        "choice which of route destination-hr can't evaluate ${body.foo} == 1: "));
    }

    @ParameterizedTest
    @MethodSource("stepsAtFault")
    void aStepThatFailsForEachRecordStopsTheDestinationAtOnce(String step, String told) throws Exception {
        try (Logged log = new Logged(); OneDestination serai = started(step)) {
            serai.append(Records.login("zoe"));
            serai.untilStopped(FailureClass.MISCONFIGURED);

            assertThat(serai.state().failure()).startsWith(PLACE).contains(told).doesNotContain("zoe", "Anna", "@");
            await().atMost(30, SECONDS)
                    .untilAsserted(() -> assertThat(log.lines()).filteredOn(line -> line.contains("Destination hr"))
                            .singleElement().asString().contains("has stopped, misconfigured: " + PLACE, told)
                            .doesNotContain("zoe", "Anna"));
        }
    }

    @Test
    void aTemplateOfCamelsOwnSaysWhereItCannotGoOn() throws Exception {
        PrivateFolder.make(folder.resolve("routes"));
        try (Logged log = new Logged();
                OneDestination serai = new OneDestination("hr", folder)
                        .withRoute("hr.jslt", "{\n  \"n\": number(.learner)\n}\n").withSteps("""
                        - setBody: {expression: {constant: {expression: '{"learner": "zoe"}'}}}
                        - to:
                            id: shape
                            uri: "jslt:file:%s"
                        """.formatted(folder.resolve("routes/hr.jslt"))).start()) {
            serai.append(Records.login("zoe"));
            serai.untilBalance(1, 0, 0, 1);

            assertThat(log.lines()).filteredOn(line -> line.contains("Dead lettered for hr")).singleElement().asString()
                    .contains("refused: destination-hr.camel.yaml:9: to shape of route destination-hr fails: JSLT fails")
                    .doesNotContain("zoe");
        }
    }

    private static Stream<Arguments> recordsAtFault() {
        return Stream.of(
                Arguments.of(setBody("${body[0].result.percentage}"),
                        "null has no 'percentage'; write ?.percentage"),
                Arguments.of(setBody("${body[7].id}"), "setBody shape of route destination-hr can't evaluate ${body[7].id}: "),
                Arguments.of(setBody("${bean:spelled?method=fails}"), "${bean:spelled?method=fails}: IllegalStateException"),
                Arguments.of("- setBody: {expression: {constant: {expression: a}}}\n"
                        + "- convertBodyTo: {id: number, type: java.lang.Integer}\n",
                        "convertBodyTo number of route destination-hr fails: a value of type String can't be converted to Integer"),
                Arguments.of(
                        "- validate:\n    id: holds\n    expression:\n      simple:\n        expression: \"${header.type} == 'X'\"\n",
                        "validate holds of route destination-hr can't evaluate ${header.type} == 'X': the validation's condition is not met"),
                Arguments.of(
                        "- split:\n    id: parts\n    expression:\n      simple:\n        expression: \"${body[0].result.foo}\"\n"
                                + "    steps:\n      - stop: {}\n",
                        "split parts of route destination-hr can't evaluate"));
    }

    @ParameterizedTest
    @MethodSource("recordsAtFault")
    void aRecordThatAStepCannotDoBecomesADeadLetterAndTheLogSaysWhyAndWhich(String step, String told) throws Exception {
        try (Logged log = new Logged(); OneDestination serai = started(step)) {
            serai.append(Records.login("zoe"));
            serai.untilBalance(1, 0, 0, 1);

            assertThat(log.lines()).filteredOn(line -> line.contains("Dead lettered for hr")).singleElement().asString()
                    .contains("hr-1 of type LOGGED_IN, refused: destination-hr.camel.yaml:1", told,
                            "./serai dead-letters show hr-1")
                    .doesNotContain("zoe", "Anna");
            try (JournalOperations operations = JournalOperations.open(serai.data().resolve("journal.db"), Clock.systemUTC())) {
                List<String> reasons = serai.journalRows("SELECT reason FROM aside");
                assertThat(reasons).singleElement().asString().contains(told);
            }
        }
    }

    @Test
    void aStepOfWhichItIsNotKnownWhoseFaultItIsWaitsAndSaysWhichItIs() throws Exception {
        Processor fails = exchange -> {
            throw new IllegalStateException("no place for zoe");
        };
        try (Logged log = new Logged();
                OneDestination serai = new OneDestination("hr", folder)
                        .withSteps("- process:\n    id: own\n    ref: fails\n").start("fails", fails)) {
            serai.append(Records.login("zoe"));
            await().atMost(30, SECONDS).untilAsserted(() -> assertThat(log.lines()).anyMatch(line -> line.contains(
                    "Destination hr can't be delivered to: destination-hr.camel.yaml:8: process own of route destination-hr fails: "
                            + "IllegalStateException.")
                    && !line.contains("zoe")));
            assertThat(serai.state().stopped()).isNull();
        }
    }

    @Test
    void whatAnotherSystemDidStaysAsItIs() throws Exception {
        Processor fails = exchange -> {
            throw new IOException("connection reset");
        };
        try (Logged log = new Logged(); OneDestination serai = new OneDestination("hr", folder).withSteps("""
                - split:
                    expression:
                      simple:
                        expression: "${body}"
                    steps:
                      - process:
                          ref: fails
                """).start("fails", fails)) {
            serai.append(Records.login("zoe"));
            await().atMost(30, SECONDS).untilAsserted(() -> assertThat(log.lines())
                    .anyMatch(line -> line.contains("Destination hr can't be delivered to: IOException: connection reset")));
        }
    }

    private OneDestination started(String step) throws Exception {
        return new OneDestination("hr", folder)
                .withSteps("- process:\n    id: opaque # so that the start can't know the body\n    ref: opaque\n" + step)
                .start("opaque", (Processor) exchange -> {}, "spelled", new Spelled());
    }

    /** What a user's bean may be. */
    public static final class Spelled {

        public String fails(List<LearningRecord> records) {
            throw new IllegalStateException("not for " + records.get(0).learner().contact());
        }

        public Map<String, String> other() {
            return Map.of();
        }
    }
}
