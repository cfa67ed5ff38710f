package serai.destinations.sftp;

import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.doctor.Observed;
import serai.doctor.network.SftpExamination;
import serai.testkit.FreePort;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** What {@code ./serai doctor} says of an SFTP server that works, and of one that does not, each really so. */
class ExaminedSftpServerTest {

    private static final String SET = "serai.destination.hr-nightly.host";

    @TempDir
    private Path folder;
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final SftpServer bean = new SftpServer();
    private SshServer server;

    @BeforeEach
    void open() throws IOException {
        server = new SshServer(folder);
        bean.setUsername(SshServer.USER);
        bean.setPassword(SshServer.PASSWORD);
        bean.setKnownHosts(server.knownHosts.toString());
        context.getRegistry().bind("hr", bean);
        context.start();
    }

    @AfterEach
    void close() throws IOException {
        context.stop();
        server.close();
    }

    private List<String> observed(int port, String inbox) throws InterruptedException {
        SftpServerEndpoint endpoint = context.getEndpoint("hr:127.0.0.1:%s/%s".formatted(port, inbox), SftpServerEndpoint.class);
        return Observed.by(new SftpExamination("hr-nightly", endpoint, SET));
    }

    private List<String> observed() throws InterruptedException {
        return observed(server.port(), "inbox");
    }

    @Test
    void oneThatWorksIsLeftAsItWas() throws Exception {
        assertThat(observed()).containsExactly("ok port: 127.0.0.1:%s takes connections".formatted(server.port()),
                "ok host key: it is in the file of known hosts", "ok sign-in: Serai is let in",
                "ok folder: Serai may write to inbox; an empty file was made and deleted");

        assertThat(server.names()).isEmpty();
        assertThat(server.done).hasSize(2).first().asString().startsWith("open .part-serai-doctor-");
    }

    @Test
    void anotherHostKeyIsToldAndNothingIsSentToIt() throws Exception {
        try (SshServer other = new SshServer(folder.resolve("other"))) {
            Files.writeString(server.knownHosts, Files.readString(other.knownHosts).replace(":" + other.port(),
                    ":" + server.port()));
        }

        assertThat(observed()).last().asString()
                .startsWith("fail host key: the host key of 127.0.0.1:%s is not in the file of known hosts; "
                        .formatted(server.port()));
        assertThat(server.done).isEmpty();
    }

    @Test
    void aWrongPasswordIsTold() throws Exception {
        bean.setPassword("another");

        assertThat(observed()).last()
                .isEqualTo("fail sign-in: 127.0.0.1:%s does not let Serai in; look at username, and password or key"
                        .formatted(server.port()));
    }

    @Test
    void aBeanThatLacksSomethingIsTold() throws Exception {
        bean.setPassword("");

        assertThat(observed()).last().asString().startsWith("fail sign-in: an SFTP server's bean has neither a password nor a key");
    }

    @Test
    void aFolderThatIsNotThereIsToldAndNotMade() throws Exception {
        assertThat(observed(server.port(), "indox")).last()
                .isEqualTo("fail folder: there is no folder indox; Serai makes none; make it, or correct " + SET);
        assertThat(server.root.resolve("indox")).doesNotExist();
    }

    @Test
    void aFolderThatMayNotBeWrittenIsTold() throws Exception {
        server.whenOpening = session -> {
            throw new AccessDeniedException("inbox");
        };

        assertThat(observed()).contains("ok sign-in: Serai is let in").last()
                .isEqualTo("fail folder: Serai may not write to inbox; have its owner let Serai's user write there");
    }

    @Test
    void aServerThatIsAwayIsTold() throws Exception {
        int port = FreePort.number();

        assertThat(observed(port, "inbox")).containsExactly(
                "fail port: 127.0.0.1:%s refuses connections; start the server, or correct %s".formatted(port, SET));
    }
}
