package serai.rehearsal;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import serai.journal.Appended;
import serai.journal.RecordState;
import serai.journal.attempt.FailureClass;
import serai.model.LearningRecord;
import serai.model.Platform;
import serai.rehearsal.IntakeResult.Outcome;
import serai.rehearsal.outside.Answer;
import serai.rehearsal.outside.Request;
import serai.rehearsal.outside.Step;
import serai.testkit.Golden;
import serai.testkit.PrivateFolder;
import serai.testkit.Records;
import serai.testkit.Rehearsals;
import serai.testkit.http.HttpSink;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The shipped routes, rehearsed. */
class RehearsalTest {

    private static final Path SHIPPED = Path.of("routes");

    static List<String> events() {
        return Golden.names("events");
    }

    @ParameterizedTest
    @MethodSource("events")
    void takesInWhatThePlatformsDocument(String name) throws Exception {
        try (Rehearsal rehearsal = Rehearsals.of(SHIPPED)) {
            GivenEvent event = GivenEvent.in(Golden.read("events/" + name + ".json")).get(0);

            IntakeResult result = rehearsal.takeIn(event.platform(), event.payload().bytes());

            assertThat(result.outcome()).isEqualTo(Outcome.ROUTED);
            assertThat(result.destinations()).containsExactly("archive", "lrs", "warehouse");
            assertThat(result.status()).isEqualTo(event.platform() == Platform.PRAESIDIUM ? 202 : 0);
            assertThat(result.steps()).extracting(Step::id).contains("known-types");
        }
    }

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
            assertThat(request.step()).extracting(Step::id).isEqualTo("post-statements");
            assertThat(request.toString()).doesNotContain("s3cret");
        }
    }

    private static LearningRecord completion(String event, Rehearsal rehearsal) {
        GivenEvent given = GivenEvent.of(Golden.read("events/" + event + ".json"));
        return rehearsal.takeIn(given.platform(), given.payload().bytes()).record();
    }

    private static Request only(DeliveryResult delivery) {
        assertThat(delivery.attempts()).hasSize(1);
        assertThat(delivery.attempts().get(0).failure()).isNull();
        assertThat(delivery.attempts().get(0).requests()).hasSize(1);
        return delivery.attempts().get(0).requests().get(0);
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

    /** Those that sign in, or that no endpoint of a rehearsal needs. */
    private static final Set<String> NOT_NEEDED = Set.of("earlierSignIns", "praesidiumTooLong");

    @Test
    void hasEachBeanThatRoutesMayName() throws IOException {
        String rehearsed = Files.readString(Path.of("src/main/java/serai/rehearsal/StandInBeans.java"))
                + Files.readString(Path.of("src/main/java/serai/rehearsal/IsolatedRoutes.java"));

        assertThat(Pattern.compile("\\.bind\\(\"(\\w+)\"").matcher(Files.readString(Path.of("src/main/java/serai/RouteBeans.java")))
                .results().map(bound -> bound.group(1)).filter(name -> !NOT_NEEDED.contains(name))).isNotEmpty()
                .allSatisfy(name -> assertThat(rehearsed).contains("bind(\"" + name + "\""));
    }

    @Test
    void loadsOnlyTheDestinationsThatAreChosen(@TempDir Path routes) throws Exception {
        copy(routes);
        Files.writeString(routes.resolve("destination-hr.camel.yaml"), """
                - route:
                    id: destination-hr
                    routeConfigurationId: delivery
                    from:
                      uri: journal:hr
                      steps:
                        - to:
                            uri: "http:{{hr.url.that.is.not.set}}"
                """);
        CamelContext context = new DefaultCamelContext();
        context.getPropertiesComponent().addInitialProperty("serai.routes", "file:" + routes);

        try (Rehearsal rehearsal = Rehearsal.of(context, Rehearsals.NOW, new RouteChoice(List.of(), Set.of("lrs")))) {
            assertThat(rehearsal.destinations()).containsExactly("lrs");
        }
        assertThatThrownBy(() -> Rehearsals.of(routes)).hasStackTraceContaining("hr.url.that.is.not.set");
    }

    @Test
    void tellsThePublisherWhatIsWrong() throws Exception {
        try (Rehearsal rehearsal = Rehearsals.of(SHIPPED)) {
            IntakeResult result = rehearsal.takeIn(Platform.PRAESIDIUM, bytes("{\"event_type\": \"COURSE_COMPLETED\"}"));

            assertThat(result.outcome()).isEqualTo(Outcome.REFUSED);
            assertThat(result.status()).isEqualTo(400);
            assertThat(result.answer()).contains("\"pointer\":\"/version\"");
            assertThat(result.record()).isNull();
            assertThat(rehearsal.takeIn(Platform.MCT, bytes("no JSON")).isGivenBack()).isTrue();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void knowsWhatIsUnroutedFilteredAndUnkept(@TempDir Path folder) throws Exception {
        copy(folder);
        Path router = folder.resolve("router.camel.yaml");
        Files.writeString(router, Files.readString(router).replaceFirst("(?s) +otherwise:.*", ""));
        byte[] unknown = bytes("{\"EventType\": \"BADGE\", \"MessageBody\": {}}");
        byte[] login = Golden.read("events/mct-login.json");

        try (Rehearsal shipped = Rehearsals.of(SHIPPED, "serai.mct.events.login", "false");
                Rehearsal edited = Rehearsals.of(folder)) {
            assertThat(shipped.takeIn(Platform.MCT, unknown).outcome()).isEqualTo(Outcome.UNROUTED);
            assertThat(shipped.takeIn(Platform.MCT, login).outcome()).isEqualTo(Outcome.FILTERED);
            assertThat(edited.takeIn(Platform.MCT, unknown).outcome()).isEqualTo(Outcome.UNKEPT);
        }
    }

    private static void copy(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(SHIPPED)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        Path sql = PrivateFolder.make(folder.resolve("sql/sqlite"));
        try (Stream<Path> files = Files.list(SHIPPED.resolve("sql/sqlite"))) {
            for (Path file : files.toList()) {
                Files.copy(file, sql.resolve(file.getFileName()));
            }
        }
    }

    @Test
    void knowsDuplicatesAndRedraws() throws Exception {
        try (Rehearsal rehearsal = Rehearsals.of(SHIPPED)) {
            completion("mct-course-completion", rehearsal);
            GivenEvent redrawn = GivenEvent.of(Golden.read("events/mct-course-start-redraw-1.json"));

            IntakeResult first = rehearsal.takeIn(Platform.MCT, redrawn.payload().bytes());
            IntakeResult again = rehearsal.takeIn(Platform.MCT, redrawn.payload().bytes());
            DeliveryResult lrs = rehearsal.deliver("lrs", List.of(first.record()));

            assertThat(again.appended()).isEqualTo(Appended.DUPLICATE);
            assertThat(lrs.attempts().get(0).isLeftOut()).isTrue();
            assertThat(lrs.attempts().get(0).steps()).extracting(Step::id).contains("no-redraws");
            assertThat(lrs.states()).containsExactly(RecordState.DELIVERED);
        }
    }

    @Test
    void waitsWithoutTimePassing() throws Exception {
        try (Rehearsal rehearsal = Rehearsals.of(SHIPPED)) {
            rehearsal.answer(List.of(Answer.of(503), Answer.of(503), Answer.SUCCESS));

            DeliveryResult lrs = rehearsal.deliver("lrs", List.of(Records.completion("anna")));

            assertThat(lrs.attempts()).extracting(attempt -> attempt.failure() == null ? null : attempt.failure().kind())
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

    @Test
    void findsTheEventsInAFile() {
        String event = "{\"EventType\": \"LOGIN\",\n \"MessageBody\": {},}";

        assertThat(GivenEvent.in(bytes(event))).hasSize(1);
        assertThat(GivenEvent.in(bytes("[" + event + ", {\"event_type\": \"X\"}]"))).extracting(GivenEvent::platform)
                .containsExactly(Platform.MCT, Platform.PRAESIDIUM);
        assertThat(GivenEvent.in(bytes(IntStream.range(0, 3).mapToObj(i -> "{\"EventType\": \"LOGIN\"}")
                .collect(Collectors.joining("\n", "", "\nbroken\n"))))).hasSize(4);
    }
}
