package serai.destinations.blob;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.journal.attempt.FailureClass;
import serai.model.LearningRecord;
import serai.testkit.Document;
import serai.testkit.Logged;
import serai.testkit.OneDestination;
import serai.testkit.Records;
import serai.testkit.SettableClock;
import serai.testkit.http.FakeBlobStorage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The recipe {@code hr-blob}, with the unmodified SDK of Azure, against a stand-in of the storage. */
class BlobADayTest {

    private static final Instant NIGHT = Instant.parse("2026-11-29T01:00:05Z");
    private static final String BLOB = "completions/completions-2026-11-28.csv";
    private static final String PUT = "PUT /%s/%s/%s".formatted(FakeBlobStorage.ACCOUNT, FakeBlobStorage.CONTAINER, BLOB);
    private static final String SAS = "sv=2024-11-04&sp=w&sig=right";

    @TempDir
    private Path folder;
    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-28T10:00:00Z"));
    private FakeBlobStorage storage;
    private OneDestination serai;

    @BeforeEach
    void open() throws IOException {
        storage = new FakeBlobStorage();
        serai = new OneDestination("hr-blob", folder.resolve("serai")).with("serai.zone", "Europe/Berlin")
                .with("serai.destination.hr-blob.url", storage.url())
                .with("serai.destination.hr-blob.container", FakeBlobStorage.CONTAINER)
                .with("serai.destination.hr-blob.key", FakeBlobStorage.KEY);
    }

    @AfterEach
    void close() {
        serai.close();
        storage.close();
    }

    private void atNightWith(String... learners) throws Exception {
        serai.start("clock", clock);
        serai.append(Stream.of(learners).map(Records::completion).map(record -> record.withReceivedAt(clock.instant()))
                .toArray(LearningRecord[]::new));
        clock.turn(Duration.between(clock.instant(), NIGHT));
    }

    /** The clock goes on, so that back-offs end. */
    private void untilDelivered(int records) {
        await().atMost(30, SECONDS).untilAsserted(() -> {
            clock.turn(Duration.ofSeconds(1));
            assertThat(serai.balance().delivered()).isEqualTo(records);
        });
    }

    private void untilFailed() {
        await().atMost(30, SECONDS).until(() -> serai.state().isTroubled());
    }

    private List<String> learners() {
        return storage.blobs().get(BLOB).lines().skip(1).map(line -> line.replaceAll(".*(learner-\\w+).*", "$1")).toList();
    }

    @Test
    void aDaysRecordsAreOneBlobInOneRequest() throws Exception {
        atNightWith("learner-a", "learner-b");
        untilDelivered(2);

        assertThat(storage.blobs()).containsOnlyKeys(BLOB);
        assertThat(learners()).containsExactly("learner-a", "learner-b");
        assertThat(storage.requests()).containsExactly(PUT);
        assertThat(storage.contentTypes()).containsExactly("text/csv; charset=UTF-8");
    }

    @Test
    void aRepeatOverwritesTheSameBlobWithTheSameContent() throws Exception {
        storage.breaksBeforeTheNext().breaksAfterTheNext();
        atNightWith("learner-a", "learner-b");
        untilDelivered(2);

        assertThat(storage.requests()).containsExactly(PUT, PUT, PUT);
        assertThat(storage.blobs()).containsOnlyKeys(BLOB);
        assertThat(learners()).containsExactly("learner-a", "learner-b");
    }

    @Test
    void nothingButTheJournalTriesAgain() throws Exception {
        storage.answers(503, "ServerBusy");
        atNightWith("learner-a");
        untilFailed();

        assertThat(storage.requests()).containsExactly(PUT);
        assertThat(serai.state().failure()).contains("Azure Blob Storage answered 503 ServerBusy").doesNotContain("ana@");
        untilDelivered(1);
        assertThat(storage.requests()).containsExactly(PUT, PUT);
    }

    @ParameterizedTest
    @CsvSource({"403, AuthorizationFailure, forbidden", "401, NoAuthenticationInformation, forbidden",
            "404, ContainerNotFound, misconfigured", "409, BlobImmutableDueToPolicy, misconfigured",
            "412, LeaseIdMissing, misconfigured", "400, InvalidResourceName, misconfigured"})
    void whatTheAccountRefusesStopsTheDestinationAndMakesNoDeadLetter(int status, String code, String meaning) throws Exception {
        storage.answers(status, code);
        atNightWith("learner-a", "learner-b");

        serai.untilStopped(FailureClass.named(meaning));
        serai.untilBalance(2, 0, 2, 0);
        assertThat(serai.state().failure()).contains("answered %s %s; ".formatted(status, code)).doesNotContain("ana@");
    }

    @Test
    void aBlobThatIsTooLargeIsDivided() throws Exception {
        storage.answers(413, "RequestBodyTooLarge");
        atNightWith("learner-a", "learner-b");
        untilDelivered(2);

        assertThat(storage.blobs().values()).hasSize(2).noneMatch(text -> text.contains("learner-a") && text.contains("learner-b"));
    }

    @Test
    void aWrongKeyStopsTheDestinationAndIsToldNobody() throws Exception {
        try (Logged logged = new Logged()) {
            serai.with("serai.destination.hr-blob.key", "c2VjcmV0IQ==");
            atNightWith("learner-a");
            serai.untilStopped(FailureClass.FORBIDDEN);

            assertThat(serai.state().failure()).contains("403 AuthenticationFailed").doesNotContain("c2VjcmV0IQ==");
            assertThat(logged.lines()).noneMatch(line -> line.contains("c2VjcmV0IQ==") || line.contains("Signature"));
        }
    }

    @Test
    void aSignatureLetsInAndStandsNeitherOnTheEndpointNorInTheLog() throws Exception {
        try (Logged logged = new Logged()) {
            serai.with("serai.destination.hr-blob.key", "").with("serai.destination.hr-blob.sas", SAS);
            storage.answers(500, "InternalError");
            atNightWith("learner-a");
            untilDelivered(1);

            assertThat(logged.lines()).noneMatch(line -> line.contains("sig="));
            assertThat(serai.context().getEndpoints()).noneMatch(endpoint -> endpoint.toString().contains("sig="));
        }
    }

    @Test
    void aStorageThatHangsIsGivenUpAfterTheTimeOfAnAttempt() throws Exception {
        CountDownLatch ends = new CountDownLatch(1);
        storage.holds(ends);
        serai.with("serai.destination.hr-blob.attempt.max.ms", 500);
        atNightWith("learner-a");
        untilFailed();
        ends.countDown();

        assertThat(serai.state().failure()).contains("has taken longer than 500 ms");
        untilDelivered(1);
    }

    @Test
    void aStorageThatDoesNotAnswerIsGivenUpAfterTheTimeOfAnAnswer() throws Exception {
        CountDownLatch ends = new CountDownLatch(1);
        storage.holds(ends);
        serai.with("serai.destination.hr-blob.response.max.ms", 500);
        atNightWith("learner-a");
        untilFailed();
        ends.countDown();

        assertThat(serai.state().stopped()).isNull();
        assertThat(serai.state().failure()).contains("Azure Blob Storage has not answered in time");
    }

    @Test
    void aStorageThatIsNotThereIsWaitedFor() throws Exception {
        storage.close();
        atNightWith("learner-a");
        untilFailed();

        assertThat(serai.state().stopped()).isNull();
        assertThat(serai.state().failure()).contains("ConnectException");
    }

    @ParameterizedTest
    @CsvSource({"http://contoso.blob.core.windows.net, 'is on another machine, and the connection is not encrypted'",
            "https://contoso.blob.core.windows.net?sig=abc, credentials stand in url", "contoso, no http or https address",
            "'', is set, but to nothing"})
    void anAddressThatCanNotBeUsedIsRefusedAtTheStart(String url, String why) {
        serai.with("serai.destination.hr-blob.url", url);

        assertThatThrownBy(() -> serai.start("clock", clock)).hasMessageContaining("hr-blob").hasMessageContaining(why)
                .hasMessageNotContaining("abc");
    }

    @Test
    void theDocumentSetsWhatTheRouteNeedsAndNothingElse() throws IOException {
        String route = Files.readString(Path.of("docs/destinations/destination-hr-blob.camel.yaml"));
        assertThat(Document.of("docs/destinations.md").settings("hr-blob settings").keySet()).isNotEmpty()
                .allSatisfy(name -> assertThat(route + "{{serai.zone}}").containsPattern(
                        Pattern.quote("{{" + name) + "[:}]"));
    }
}
