package serai.destinations.sftp;

import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyEncryptionContext;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.util.io.output.SecureByteArrayOutputStream;
import org.junit.jupiter.api.Test;
import serai.model.LearningRecord;
import serai.testkit.Document;
import serai.testkit.Logged;
import serai.testkit.Records;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.regex.Pattern;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The recipe {@code hr-nightly}, against a real SSH server. */
class NightlyFileTest extends FileAtNight {

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
