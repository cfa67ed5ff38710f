package serai.cli.run;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.journal.sqlite.files.DataFolder;
import serai.testkit.PrivateFolder;
import serai.testkit.http.SelfSigned;
import serai.testkit.process.SeraiFolder;
import serai.testkit.process.SeraiProcess;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** {@code serai run} that can't: exit code 1, and one line on standard error that says where, why, and what to do. */
class FailedStartTest extends StartThatFails {

    @Test
    void saysOneLineAndEndsWithOne() throws Exception {
        try (SeraiProcess process = new SeraiFolder(path).with("camel.main.profile", "prod").start("run")) {
            assertThat(process.exitCode()).as(process.errors()).isEqualTo(1);
            assertThat(process.out()).isEmpty();
            assertThat(process.errors().lines()).singleElement().asString().startsWith("serai: camel.main.profile=prod");
        }
    }

    @Test
    void endsAtOnceWhereItIsToldWhileItStarts() throws Exception {
        SeraiFolder folder = new SeraiFolder(path);
        try (SeraiProcess process = folder.start("run")) {
            await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(5))
                    .until(() -> Files.exists(folder.data().resolve("journal.db")));

            assertThat(process.terminate().exitCode()).as(process.errors()).isEqualTo(143);
            assertThat(process.errors()).doesNotContain("Exception");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"camel.server.port", "camel.management.port", "serai.sandbox.servicebus.port",
            "serai.sandbox.http.port"})
    void namesThePortThatIsTaken(String setting) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());

            assertThat(trouble(new SeraiFolder(path).with(setting, port))).contains(port, setting);
        }
    }

    @Test
    void namesTheHostThatThereIsNot() throws Exception {
        assertThat(trouble(new SeraiFolder(path).with("camel.server.host", "nosuch.invalid")))
                .isEqualTo("camel.server.host=nosuch.invalid: this host is unknown; name an address of this machine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"camel.management.port", "serai.sandbox.servicebus.port", "serai.sandbox.http.port"})
    void namesBothSettingsThatWantOnePort(String setting) throws Exception {
        SeraiFolder folder = new SeraiFolder(path);
        String port = folder.settings().getProperty("camel.server.port");

        assertThat(trouble(folder.with(setting, port))).isEqualTo("%s=%s: camel.server.port has the same port; set one of them to "
                + "another", setting, port);
    }

    @Test
    void namesThePlaceInTheEnvironment() throws Exception {
        SeraiFolder folder = new SeraiFolder(path).withVariable("SERAI_PRAESIDIUM_USERS", "nosuch");
        try (SeraiProcess process = folder.start("run")) {
            assertThat(process.exitCode()).as(process.errors()).isEqualTo(1);
            assertThat(process.errors().lines()).singleElement().asString()
                    .startsWith("serai: serai.praesidium.users (in the environment): nosuch can't be read; create it");
        }
    }

    @Test
    void namesTheSettingOfAHashThatWouldBeMadeOtherwiseToday() {
        String kept = "pbkdf2-sha256$599999$c2VjcmV0c2VjcmV0c2VjcmU=$c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2U=";

        assertThat(trouble(new SeraiFolder(path).with("serai.praesidium.password", kept))).startsWith("serai.praesidium.password")
                .contains(": the password hash has 599999 iterations of PBKDF2, too few", "./serai password")
                .doesNotContain("c2VjcmV0");
    }

    @Test
    void namesTheSettingOfACipherSuiteThatThereIsNot() throws Exception {
        SelfSigned certificate = new SelfSigned(path, "serai", "EC");

        assertThat(trouble(new SeraiFolder(path).with("serai.webhook.tls.certificate", certificate.pkcs12().toString())
                .with("serai.webhook.tls.password", SelfSigned.PASSWORD).with("serai.webhook.tls.suites.older", "RC4-MD5")))
                .startsWith("serai.webhook.tls.suites.older")
                .contains("this Java has no cipher suite RC4-MD5", "; choose from TLS_");
    }

    @Test
    void namesTheSettingOfAFileThatIsNoCertificate() throws Exception {
        Path file = Files.writeString(path.resolve("certificate.pem"), "hello");

        assertThat(trouble(new SeraiFolder(path).with("serai.webhook.tls.certificate", file.toString())))
                .startsWith("serai.webhook.tls.certificate: ").contains("certificate.pem is neither PEM nor PKCS#12; name");
    }

    @Test
    void namesTheCertificateThatCannotBeUsed() throws Exception {
        Path file = Files.writeString(path.resolve("certificate.pem"), "-----BEGIN nothing");

        assertThat(trouble(new SeraiFolder(path).with("serai.webhook.tls.certificate", file.toString())))
                .contains("certificate.pem can't be used", "PKCS#12");
    }

    @Test
    void namesTheDataFolderThatIsInUse() throws Exception {
        SeraiFolder folder = new SeraiFolder(path);
        try (DataFolder used = DataFolder.open(folder.data())) {
            assertThat(trouble(folder)).contains(used.path().getFileName().toString(), "in use", "set serai.data");
        }
    }

    @Test
    void namesTheDataFolderThatIsAFile() throws Exception {
        Files.createFile(path.resolve("file"));

        assertThat(trouble(new SeraiFolder(path).with("serai.data", path.resolve("file").toString())))
                .contains("file is", "set serai.data");
    }

    @Test
    void namesTheDataFolderThatCanNotBeMade() throws Exception {
        Files.createFile(path.resolve("file"));

        assertThat(trouble(new SeraiFolder(path).with("serai.data", path.resolve("file/below").toString())))
                .contains("file/below can't be created", "set serai.data");
    }

    @Test
    void namesTheJournalThatIsNoDatabase() throws Exception {
        SeraiFolder folder = new SeraiFolder(path);
        PrivateFolder.make(folder.data());
        Files.writeString(folder.data().resolve("journal.db"), "no database, but long enough to be one ".repeat(100));

        assertThat(trouble(folder)).contains("journal.db can't be opened", "backup", "serai.data");
    }

    @ParameterizedTest
    @CsvSource({"serai.journal.waiting.max,abc", "camel.server.port,abc", "camel.server.port,99999",
            "camel.management.port,-1", "camel.main.shutdownTimeout,abc", "camel.main.shutdownTimeout,0",
            "camel.server.maxBodySize,1MB"})
    void namesTheSettingThatIsNoNumberOfItsKind(String setting, String value) throws Exception {
        assertThat(trouble(new SeraiFolder(path).with(setting, value))).startsWith(setting + "=" + value)
                .contains(": must be a whole number");
    }

    @Test
    void namesTheSettingThatThereIsNot() throws Exception {
        SeraiFolder folder = new SeraiFolder(path).with("serai.lrs.urll", "http://127.0.0.1/lrs")
                .with("camel.main.profile", "prod");

        assertThat(trouble(folder)).startsWith("serai.lrs.urll: there is no such setting; did you mean serai.lrs.url?");
        assertThat(folder.data()).doesNotExist();
    }

    @Test
    void keepsASecretThatCanNotBeUsedToItself() throws Exception {
        SeraiFolder folder = withWebhook().with("serai.destination.webhook.secrets", "not-yet-base64")
                .with("serai.destination.webhook.url", "http://127.0.0.1:9");

        try (SeraiProcess process = folder.start("run")) {
            assertThat(process.exitCode()).as(process.errors()).isEqualTo(1);
            assertThat(process.errors()).contains("routes/destination-webhook.camel.yaml: secrets can't be set: ", "must be whsec_")
                    .doesNotContain("not-yet-base64");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"prod", "Production"})
    void allowsNoSandboxInProduction(String profile) throws Exception {
        assertThat(trouble(new SeraiFolder(path).with("camel.main.profile", profile)))
                .contains("camel.main.profile=" + profile, "serai.servicebus.namespace", "serai.lrs.url");
    }
}
