package serai.destinations.sftp;

import org.junit.jupiter.api.Test;
import serai.journal.attempt.FailureClass;
import serai.testkit.FreePort;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

import static org.assertj.core.api.Assertions.assertThat;

/** An SFTP server that is down, full, hangs, lets nobody in, or is not the one that it should be. */
class SftpServerFaultsTest extends FileAtNight {

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
}
