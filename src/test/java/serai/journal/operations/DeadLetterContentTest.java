package serai.journal.operations;

import org.apache.camel.Processor;
import org.apache.camel.TypeConversionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.attempt.FailureClass;
import serai.model.LearningRecord;
import serai.sandbox.SandboxHttp;
import serai.testkit.Logged;
import serai.testkit.OneDestination;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a dead letter keeps, and what gets neither into the journal nor into the log. */
class DeadLetterContentTest {

    private static final String SECRET = "s3cret-hunter2";

    @TempDir
    private Path folder;
    private SandboxHttp http;
    private OneDestination serai;
    private Logged logged;

    @BeforeEach
    void prepare() throws IOException {
        http = new SandboxHttp("127.0.0.1", 0).start();
        logged = new Logged();
        serai = new OneDestination("lrs", folder).with("serai.lrs.url", "http://127.0.0.1:" + http.port() + "/lrs");
    }

    @AfterEach
    void stop() {
        serai.close();
        http.close();
        logged.close();
    }

    @Test
    void keepsWhatWasReceivedAndSentTheAnswerAndEveryAttempt() throws Exception {
        http.lrs().answersWhereBodyHas("\"cleo\"", 400, "é".repeat(3_000));
        serai.holding("anna", "cleo", "dora").start();
        serai.untilBalance(3, 2, 0, 1);
        String server = "http://127.0.0.1:" + http.port();

        assertThat(serai.journalRows("SELECT destination, type, state, class, reason, status, mapping, tries FROM aside"))
                .containsExactly("lrs|COURSE_COMPLETED|dead|refused|HTTP status 400 from " + server + "|400|xapi:statement/1|1");
        String answer = serai.journalRows("SELECT answer FROM aside").get(0);
        assertThat(answer.getBytes(StandardCharsets.UTF_8)).hasSize(2_048);
        assertThat(answer).matches("é+");
        assertThat(serai.journalRows("SELECT request FROM aside")).containsExactly("POST " + server + "/lrs/statements");
        assertThat(serai.journalRows("SELECT coalesce(translated, request_body) FROM aside").get(0)).contains("\"cleo\"")
                .doesNotContain("anna");
        assertThat(serai.journalRows("SELECT json, CAST(raw AS TEXT) FROM record WHERE seq = 2").get(0))
                .contains("\"cleo\"").endsWith("|raw cleo");
        assertThat(serai.journalRows("SELECT class, status, reason, at > 0 FROM failed_attempt"))
                .containsExactly("refused|400|HTTP status 400 from " + server + "|1");
    }

    @Test
    void aRecordThatCannotBeTranslatedIsKeptWithoutATranslation() throws Exception {
        Processor translate = exchange -> {
            List<?> records = exchange.getMessage().getBody(List.class);
            if (records.stream().anyMatch(record -> ((LearningRecord) record).learner().id().equals("cleo"))) {
                throw new TypeConversionException("x", String.class, new IllegalStateException("Anna Ångström"));
            }
        };
        serai.close();
        serai = new OneDestination("hr", folder.resolve("hr")).withStep("translate")
                .holding("anna", "cleo", "dora").start("translate", translate);

        serai.untilBalance(3, 2, 0, 1);

        assertThat(serai.journalRows("SELECT class, status, answer, translated FROM aside"))
                .containsExactly("refused|null|null|null");
        assertNothingPersonalIsLogged();
    }

    @Test
    void noSecretGetsIntoTheJournalOrTheLogHoweverItFails() throws Exception {
        serai.with("serai.lrs.username", "serai").with("serai.lrs.password", SECRET).with("serai.retry.stopped.ms", 50);
        http.lrs().requires("serai", SECRET).answersNext(500, Map.of()).answersNext(302, Map.of("Location", "/elsewhere"))
                .answersNext(401, Map.of()).resetsNextBeforeStoring().answersWhereBodyHas("\"cleo\"", 400, "no");
        serai.holding("anna", "cleo", "dora").start();
        serai.untilBalance(3, 2, 0, 1);
        int port = http.port();
        http.close();
        serai.append("emil");
        await().atMost(30, SECONDS).until(() -> serai.state().failures() > 3);
        http = new SandboxHttp("127.0.0.1", port).start();
        serai.untilBalance(4, 3, 0, 1);

        assertNoSecretIsKeptOrLogged();
        assertNothingPersonalIsLogged();
    }

    @Test
    void aPasswordInTheAddressIsRefusedAndRepeatedNowhere() throws Exception {
        serai.with("serai.lrs.url", "http://serai:" + SECRET + "@127.0.0.1:" + http.port() + "/lrs").holding("anna").start();

        serai.untilStopped(FailureClass.MISCONFIGURED);

        assertThat(serai.state().failure()).contains("userinfo");
        assertNoSecretIsKeptOrLogged();
    }

    @Test
    void ofAnAddressOnlyTheServerIsTold() throws Exception {
        String server = "http://127.0.0.1:" + http.port();
        serai.with("serai.lrs.url", server + "/hooks/" + SECRET).holding("anna").start();

        serai.untilStopped(FailureClass.MISCONFIGURED);

        assertThat(serai.state().failure()).endsWith("HTTP status 404 from " + server);
        assertNoSecretIsKeptOrLogged();
    }

    @Test
    void aDatabaseThatCannotBeReachedTellsNoPassword() throws Exception {
        serai.close();
        serai = new OneDestination("warehouse", folder.resolve("warehouse")).withStatements("postgresql")
                .with("serai.warehouse.url", "jdbc:postgresql://127.0.0.1:1/learning?user=serai&password=" + SECRET)
                .with("serai.warehouse.connect.max.ms", 300).holding("anna").start();
        await().atMost(30, SECONDS).until(() -> serai.state().failures() > 1);

        assertNoSecretIsKeptOrLogged();
    }

    private void assertNoSecretIsKeptOrLogged() throws IOException {
        serai.stop();
        String header = Base64.getEncoder().encodeToString(("serai:" + SECRET).getBytes(StandardCharsets.UTF_8));
        assertThat(filesWith(SECRET)).isEmpty();
        assertThat(filesWith(header)).isEmpty();
        assertThat(logged.lines()).noneMatch(line -> line.contains(SECRET) || line.contains(header));
    }

    @Test
    void noPersonalDataIsLoggedWhateverARouteThrows() throws Exception {
        serai.close();
        Processor fails = exchange -> {
            throw new IllegalStateException("no idea what to do with " + exchange.getMessage().getBody());
        };
        serai = new OneDestination("hr", folder.resolve("hr")).withStep("fails").holding("anna", "ben").start("fails", fails);
        await().atMost(30, SECONDS).until(() -> serai.state().failures() > 3);

        assertNothingPersonalIsLogged();
        assertThat(logged.lines().filter(line -> line.contains("can't be delivered to"))).hasSize(1)
                .allMatch(line -> line.contains("IllegalStateException"));
        assertThat(serai.state().stopped()).isNotEqualTo(FailureClass.MISCONFIGURED);
    }

    /** Every learner's name, address and id of these tests. */
    private void assertNothingPersonalIsLogged() {
        assertThat(logged.lines()).noneMatch(line -> Stream.of("Anna", "Ångström", "@example.org", "cleo", "anna")
                .anyMatch(line::contains));
    }

    private List<Path> filesWith(String text) throws IOException {
        try (Stream<Path> files = Files.walk(serai.data())) {
            return files.filter(Files::isRegularFile).filter(file -> has(file, text)).toList();
        }
    }

    private static boolean has(Path file, String text) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
