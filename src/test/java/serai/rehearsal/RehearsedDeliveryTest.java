package serai.rehearsal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.RecordState;
import serai.journal.attempt.FailureClass;
import serai.model.LearningRecord;
import serai.rehearsal.outside.Answer;
import serai.rehearsal.outside.Request;
import serai.rehearsal.outside.TakenStep;
import serai.testkit.PrivateFolder;
import serai.testkit.Records;
import serai.testkit.Rehearsals;
import serai.testkit.http.HttpSink;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** What a rehearsal shows of a delivery, without sending or writing anything. */
class RehearsedDeliveryTest extends RehearsedRoutes {

    @Test
    void showsTheRequestAsItWouldBeSentButItsCredentials() throws Exception {
        try (Rehearsal rehearsal = Rehearsals.of(SHIPPED, "serai.lrs.url", "https://lrs.example.org/xapi",
                "serai.lrs.username", "serai", "serai.lrs.password", "s3cret", "serai.lrs.gzip", "true")) {
            Request request = only(rehearsal.deliver("lrs", List.of(completion("mct-course-completion", rehearsal))));

            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.address()).isEqualTo("https://lrs.example.org/xapi/statements");
            assertThat(request.headers()).containsEntry("Authorization", "***").containsEntry("Content-Type", "application/json")
                    .containsEntry("X-Experience-API-Version", "1.0.3").containsEntry("Content-Encoding", "gzip");
            assertThat(request.body()).startsWith("[{\"id\":\"");
            assertThat(request.step()).extracting(TakenStep::id).isEqualTo("post-statements");
            assertThat(request.toString()).doesNotContain("s3cret");
        }
    }

    @Test
    void showsTheStatementAndItsParameterAndTheFileAndItsLines() throws Exception {
        try (Rehearsal rehearsal = Rehearsals.of(SHIPPED)) {
            LearningRecord record = completion("mct-login", rehearsal);

            List<Request> statements = rehearsal.deliver("warehouse", List.of(record)).attempts().get(0).requests();
            Request lines = only(rehearsal.deliver("archive", List.of(record)));

            assertThat(statements).hasSize(2).allSatisfy(one -> assertThat(one.parameters()).containsOnlyKeys("rows"));
            assertThat(statements.get(0).body()).contains("INSERT INTO logged_in");
            assertThat(statements.get(0).document()).startsWith("[{\"record_id\":\"" + record.id());
            assertThat(lines.address()).isEqualTo("data/archive/2026-11-20/logged_in.jsonl");
            assertThat(lines.body()).startsWith("{\"schemaVersion\":1,\"id\":\"" + record.id()).endsWith("\n");
        }
    }

    @Test
    void connectsToNobodyAndWritesNothing(@TempDir Path folder) throws Exception {
        try (HttpSink sink = new HttpSink();
                Rehearsal rehearsal = Rehearsals.of(SHIPPED, "serai.data", folder + "/data",
                        "serai.lrs.url", sink.url(), "serai.lrs.oauth2.token.url", sink.url(), "serai.lrs.oauth2.client-id",
                        "serai",
                        "serai.lrs.oauth2.client-secret", "s3cret")) {
            LearningRecord record = completion("mct-course-completion", rehearsal);

            assertThat(rehearsal.destinations()).hasSize(3).allSatisfy(name -> assertThat(
                    rehearsal.deliver(name, List.of(record)).states()).containsExactly(RecordState.DELIVERED));

            assertThat(sink.requests()).isEmpty();
        }
        try (Stream<Path> written = Files.list(folder)) {
            assertThat(written).isEmpty();
        }
    }

    @Test
    void recordsWhatEveryOtherEndpointIsGivenAndStartsNothing(@TempDir Path folder) throws Exception {
        Path routes = PrivateFolder.make(folder.resolve("routes"));
        copy(routes);
        Files.writeString(routes.resolve("timer.camel.yaml"), """
                - route:
                    id: clockwork
                    from:
                      uri: timer:often
                      parameters:
                        period: 1
                        delay: -1
                      steps:
                        - to:
                            uri: file:%1$s/from-timer
                """.formatted(folder));
        Files.writeString(routes.resolve("destination-hr.camel.yaml"), """
                - route:
                    id: destination-hr
                    routeConfigurationId: delivery
                    from:
                      uri: journal:hr
                      steps:
                        - setBody:
                            simple: "${body.size}"
                        - setHeader:
                            name: X-Api-Key
                            constant: s3cret
                        - pollEnrich:
                            constant: file:%1$s/lookup
                        - to:
                            uri: file:%1$s/out
                            parameters:
                              fileName: "${header.type}.txt"
                        - toD:
                            uri: seda:${header.type}
                        - to:
                            uri: http://hr.example.org/records?key=1
                """.formatted(folder));

        try (Rehearsal rehearsal = Rehearsals.of(routes)) {
            DeliveryResult hr = rehearsal.deliver("hr", List.of(Records.completion("anna")));

            assertThat(hr.attempts().get(0).failure()).isNull();
            assertThat(hr.attempts().get(0).requests()).extracting(Request::kind).containsExactly("file", "seda", "http");
            assertThat(hr.attempts().get(0).requests()).extracting(Request::address)
                    .containsExactly("file://" + folder + "/out/COURSE_COMPLETED.txt", "seda://COURSE_COMPLETED",
                            "http://hr.example.org/records?key=1");
            assertThat(hr.attempts().get(0).requests()).allSatisfy(
                    request -> assertThat(request.headers()).containsEntry("X-Api-Key", "***"));
        }
        try (Stream<Path> written = Files.list(folder)) {
            assertThat(written).containsExactly(routes);
        }
    }

    @Test
    void waitsWithoutTimePassing() throws Exception {
        try (Rehearsal rehearsal = Rehearsals.of(SHIPPED)) {
            rehearsal.answer(List.of(Answer.of(503), Answer.of(503), Answer.SUCCESS));

            DeliveryResult lrs = rehearsal.deliver("lrs", List.of(Records.completion("anna")));

            assertThat(lrs.attempts()).extracting(attempt -> attempt.failure() == null ? null : attempt.failure().failureClass())
                    .containsExactly(FailureClass.UNAVAILABLE, FailureClass.UNAVAILABLE, null);
            assertThat(lrs.attempts()).extracting(RehearsedAttempt::repeat).containsExactly(false, true, true);
            assertThat(lrs.attempts().get(2).after()).isGreaterThan(lrs.attempts().get(1).after());
            assertThat(lrs.states()).containsExactly(RecordState.DELIVERED);
        }
    }

    @Test
    void narrowsARefusalDownToTheRecord() throws Exception {
        try (Rehearsal rehearsal = Rehearsals.of(SHIPPED)) {
            rehearsal.answer(List.of(Answer.of(400), Answer.of(400), Answer.SUCCESS));

            DeliveryResult lrs = rehearsal.deliver("lrs", List.of(Records.completion("anna"), Records.completion("ben")));

            assertThat(lrs.states()).containsExactly(RecordState.DEAD, RecordState.DELIVERED);
            assertThat(lrs.stopped()).isNull();
        }
    }

    @Test
    void stopsADestinationThatIsNotThere() throws Exception {
        try (Rehearsal rehearsal = Rehearsals.of(SHIPPED)) {
            rehearsal.answer(List.of(Answer.of(404)));

            DeliveryResult lrs = rehearsal.deliver("lrs", List.of(Records.completion("anna")));

            assertThat(lrs.stopped()).isEqualTo(FailureClass.MISCONFIGURED);
            assertThat(lrs.states()).containsExactly(RecordState.PENDING);
        }
    }
}
