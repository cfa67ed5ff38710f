package serai.destinations.sftp;

import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyEncryptionContext;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.util.io.output.SecureByteArrayOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.attempt.FailureClass;
import serai.model.LearningRecord;
import serai.testkit.Document;
import serai.testkit.FreePort;
import serai.testkit.Logged;
import serai.testkit.OneDestination;
import serai.testkit.Records;
import serai.testkit.SettableClock;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The recipe {@code hr-nightly}, against a real SSH server. */
class NightlyFileTest {

    private static final Instant NIGHT = Instant.parse("2026-11-29T01:00:05Z");
    private static final String FILE = "completions-2026-11-28.csv";

    @TempDir
    private Path folder;
    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-28T10:00:00Z"));
    private SshServer server;
    private OneDestination serai;

    @BeforeEach
    void open() throws IOException {
        server = new SshServer(folder);
        serai = new OneDestination("hr-nightly", folder.resolve("serai")).with("serai.zone", "Europe/Berlin")
                .with("serai.destination.hr-nightly.host", "127.0.0.1").with("serai.destination.hr-nightly.port", server.port())
                .with("serai.destination.hr-nightly.folder", "inbox")
                .with("serai.destination.hr-nightly.username", SshServer.USER)
                .with("serai.destination.hr-nightly.password", SshServer.PASSWORD)
                .with("serai.destination.hr-nightly.known-hosts.file", server.knownHosts);
    }

    @AfterEach
    void close() throws IOException {
        serai.close();
        server.close();
    }

    private void start() throws Exception {
        serai.start("clock", clock);
    }

    private void append(String... learners) {
        serai.append(Stream.of(learners).map(Records::completion).map(record -> record.withReceivedAt(clock.instant()))
                .toArray(LearningRecord[]::new));
    }

    private void itIsNight() {
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

    private List<String> learners(String file) throws IOException {
        return server.content(file).lines().skip(1).map(line -> line.replaceAll(".*(learner-\\w+).*", "$1")).toList();
    }

    @Test
    void aDaysRecordsAreOneFileThatGetsItsNameWhenItIsWhole() throws Exception {
        start();
        append("learner-a", "learner-b");
        await().during(2, SECONDS).atMost(30, SECONDS).untilAsserted(() -> assertThat(server.names()).isEmpty());

        itIsNight();
        untilDelivered(2);

        assertThat(server.names()).containsExactly(FILE);
        assertThat(learners(FILE)).containsExactly("learner-a", "learner-b");
        assertThat(server.done).containsExactly("open .part-" + FILE, "rename .part-%s %s".formatted(FILE, FILE));
    }

    @Test
    void theFileIsThereOnceThoughTheConnectionBreaksBeforeAndAfterTheRename() throws Exception {
        start();
        append("learner-a", "learner-b");
        server.beforeRename = session -> {
            server.beforeRename = next -> {
            };
            session.close(true);
            throw new IOException("the connection breaks");
        };
        server.afterRename = session -> {
            server.afterRename = next -> {
            };
            session.close(true);
        };
        itIsNight();
        untilDelivered(2);

        assertThat(server.done).filteredOn(done -> done.startsWith("rename")).hasSizeGreaterThanOrEqualTo(2);
        assertThat(server.names()).containsExactly(FILE);
        assertThat(learners(FILE)).containsExactly("learner-a", "learner-b");
    }

    @Test
    void aRepeatReplacesTheFileSoThatAReaderFindsOneAtAnyMoment() throws Exception {
        start();
        append("learner-a");
        server.afterRename = session -> {
            server.afterRename = next -> {
            };
            session.close(true);
        };
        itIsNight();
        untilDelivered(1);

        assertThat(server.done).filteredOn(done -> done.startsWith("rename")).hasSize(2);
        assertThat(server.done).filteredOn(done -> done.startsWith("remove")).doesNotContain("remove " + FILE);
        assertThat(learners(FILE)).containsExactly("learner-a");
    }

    @Test
    void whereTheServerCanNotReplaceAFileItIsDeletedJustBeforeTheRename() throws Exception {
        server.renamesOverNoFile();
        start();
        append("learner-a");
        server.afterRename = session -> {
            server.afterRename = next -> {
            };
            session.close(true);
        };
        itIsNight();
        untilDelivered(1);

        assertThat(server.done).containsSubsequence("open .part-" + FILE, "remove " + FILE,
                "rename .part-%s %s".formatted(FILE, FILE));
        assertThat(server.names()).containsExactly(FILE);
        assertThat(learners(FILE)).containsExactly("learner-a");
    }

    @Test
    void aServerThatIsDownAtNightGetsTheFileLater() throws Exception {
        int port = FreePort.number();
        serai.with("serai.destination.hr-nightly.port", port);
        start();
        append("learner-a");
        itIsNight();
        untilFailed();

        assertThat(serai.state().stopped()).isNull();
        assertThat(serai.state().failure()).contains("ConnectException").doesNotContain(SshServer.USER);
    }

    @Test
    void aFullDiskIsWaitedFor() throws Exception {
        server.whenWriting = session -> {
            throw new FileSystemException(null, null, "No space left on device");
        };
        start();
        append("learner-a");
        itIsNight();
        untilFailed();
        assertThat(serai.state().stopped()).isNull();
        assertThat(server.names()).doesNotContain(FILE);

        server.whenWriting = session -> {
        };
        untilDelivered(1);
        assertThat(server.names()).containsExactly(FILE);
    }

    @Test
    void aServerThatHangsIsGivenUpAfterTheTimeOfAnAttempt() throws Exception {
        CountDownLatch ends = new CountDownLatch(1);
        server.beforeRename = session -> {
            try {
                ends.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        serai.with("serai.destination.hr-nightly.attempt.max.ms", 1_000);
        start();
        append("learner-a");
        itIsNight();
        untilFailed();
        ends.countDown();

        assertThat(serai.state().stopped()).isNull();
        assertThat(serai.state().failure()).contains("has taken longer than 1000 ms");
    }

    @Test
    void aWrongPasswordStopsTheDestination() throws Exception {
        serai.with("serai.destination.hr-nightly.password", "another one");
        start();
        append("learner-a");
        itIsNight();

        serai.untilStopped(FailureClass.FORBIDDEN);
        assertThat(serai.state().failure()).contains("Auth fail").doesNotContain("another one", SshServer.USER);
    }

    @Test
    void aFolderThatMayNotBeWrittenStopsTheDestination() throws Exception {
        server.whenWriting = session -> {
            throw new AccessDeniedException("inbox");
        };
        start();
        append("learner-a");
        itIsNight();

        serai.untilStopped(FailureClass.FORBIDDEN);
    }

    @Test
    void aFolderThatIsNotThereIsNotMadeAndStopsTheDestination() throws Exception {
        serai.with("serai.destination.hr-nightly.folder", "indox");
        start();
        append("learner-a");
        itIsNight();

        serai.untilStopped(FailureClass.MISCONFIGURED);
        assertThat(server.root.resolve("indox")).doesNotExist();
    }

    @Test
    void aServerWithAnotherKeyGetsNothing() throws Exception {
        Path others = folder.resolve("others");
        try (SshServer other = new SshServer(others)) {
            Files.writeString(server.knownHosts, Files.readString(other.knownHosts).replace(":" + other.port(),
                    ":" + server.port()));
        }
        start();
        append("learner-a");
        itIsNight();

        serai.untilStopped(FailureClass.MISCONFIGURED);
        assertThat(server.names()).isEmpty();
    }

    @Test
    void aServerThatNobodyKnowsGetsNothing() throws Exception {
        Files.writeString(server.knownHosts, "");
        start();
        append("learner-a");
        itIsNight();

        serai.untilStopped(FailureClass.MISCONFIGURED);
        assertThat(server.names()).isEmpty();
    }

    @Test
    void aKnownHostsFileThatIsNotThereStopsTheDestinationAndIsNamed() throws Exception {
        serai.with("serai.destination.hr-nightly.known-hosts.file", folder.resolve("absent"));
        start();
        append("learner-a");
        itIsNight();

        serai.untilStopped(FailureClass.MISCONFIGURED);
        assertThat(serai.state().failure()).contains(folder.resolve("absent").toString());
    }

    @Test
    void signsInWithAKeyThatHasAPassword() throws Exception {
        Path key = folder.resolve("id");
        KeyPair pair = pair();
        server.known = pair.getPublic();
        try (var file = Files.newOutputStream(key); var text = new SecureByteArrayOutputStream()) {
            OpenSSHKeyEncryptionContext encrypted = new OpenSSHKeyEncryptionContext();
            encrypted.setCipherName("AES");
            encrypted.setCipherMode("CTR");
            encrypted.setCipherType("256");
            encrypted.setPassword("passphrase");
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "", encrypted, text);
            file.write(text.toByteArray());
        }
        serai.with("serai.destination.hr-nightly.password", "").with("serai.destination.hr-nightly.key.file", key)
                .with("serai.destination.hr-nightly.key.password", "passphrase");
        start();
        append("learner-a");
        itIsNight();

        untilDelivered(1);
        assertThat(server.names()).containsExactly(FILE);
    }

    @Test
    void theDocumentSetsWhatTheRouteNeedsAndNothingElse() throws IOException {
        String route = Files.readString(Path.of("docs/destinations/destination-hr-nightly.camel.yaml"));
        assertThat(Document.of("docs/destinations.md").settings("hr-nightly settings").keySet()).isNotEmpty()
                .allSatisfy(name -> assertThat(route + "{{serai.zone}}").containsPattern(
                        Pattern.quote("{{" + name) + "[:}]"));
    }

    private static KeyPair pair() throws GeneralSecurityException {
        return KeyPairGenerator.getInstance("EC").generateKeyPair();
    }

    @Test
    void aRecordThatIsNoRowIsADeadLetterAndTheOthersAreOneFile() throws Exception {
        start();
        append("learner-a");
        serai.append(unknown().withReceivedAt(clock.instant()));
        append("learner-b");
        itIsNight();

        serai.untilBalance(3, 2, 0, 1);
        assertThat(server.names()).containsExactly(FILE);
        assertThat(learners(FILE)).containsExactly("learner-a", "learner-b");
    }

    private static LearningRecord unknown() {
        LearningRecord record = Records.completion("learner-x");
        return new LearningRecord(record.schemaVersion(), record.id(), record.source(), record.platform(), "BADGE_AWARDED",
                "BADGE_AWARDED", record.occurredAt(), record.occurredAsSent(), record.receivedAt(), record.learner(),
                record.activity(), record.result(), record.marks(), record.raw());
    }

    @Test
    void noCredentialsAreOnTheEndpointOrInTheLog() throws Exception {
        try (Logged logged = new Logged()) {
            server.beforeRename = session -> {
                throw new IOException("no");
            };
            start();
            append("learner-a");
            itIsNight();
            untilFailed();

            assertThat(logged.lines()).noneMatch(line -> line.contains(SshServer.PASSWORD) || line.contains("serai@"));
            assertThat(serai.context().getEndpoints()).noneMatch(endpoint -> endpoint.toString().contains(SshServer.PASSWORD)
                    || endpoint.getEndpointUri().contains(SshServer.USER + "@"));
        }
    }
}
