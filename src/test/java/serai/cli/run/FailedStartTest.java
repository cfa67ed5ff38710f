package serai.cli.run;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.cli.terminal.ErrorMessage;
import serai.journal.sqlite.files.DataFolder;
import serai.testkit.PrivateFolder;
import serai.testkit.http.SelfSigned;
import serai.testkit.process.SeraiFolder;
import serai.testkit.process.SeraiProcess;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/** {@code serai run} that can't: exit code 1, and one line on standard error that says where, why, and what to do. */
class FailedStartTest {

    private static final String SECRET = "whsec_c2VjcmV0IG9mIGF0IGxlYXN0IDI0IGJ5dGVz";

    @TempDir
    private Path path;

    /** What a person would read; {@link #saysOneLineAndEndsWithOne} shows that they do. */
    private static String trouble(SeraiFolder folder) {
        Throwable failure = catchThrowable(() -> new StandaloneRuntime(folder.settings()).start());
        assertThat(failure).isNotNull();
        assertThat(ErrorMessage.inOneLine(failure)).hasLineCount(1).doesNotContain("Exception:");
        return ErrorMessage.inOneLine(failure);
    }

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
    void namesTheDestinationThatNoRouteReads() throws Exception {
        assertThat(trouble(withRoute("router.camel.yaml", "warehouse,lrs", "warehouse,lsr")))
                .contains("route router sends to 'lsr'", "archive, lrs, warehouse");
    }

    @Test
    void namesTheSettingWithADestinationThatThereIsNot() throws Exception {
        assertThat(trouble(new SeraiFolder(path).with("serai.replay.once", "archive,hr"))).contains(
                "serai.replay.once: there is no destination 'hr'; there are archive, lrs, warehouse");
    }

    @Test
    void namesFileAndLineOfADataTypeThatThereIsNot() throws Exception {
        assertThat(trouble(withRoute("destination-lrs.camel.yaml", "toType: xapi:statement", "toType: xapi:statment")))
                .containsPattern("routes/destination-lrs\\.camel\\.yaml:41:21: route destination-lrs translates to xapi:statment")
                .endsWith("there is no such data type; did you mean xapi:statement? [data-type]");
    }

    @Test
    void namesTheEndpointWithAnOptionOutOfItsBounds() throws Exception {
        assertThat(trouble(withRoute("destination-archive.camel.yaml", "concurrentTypes: \"2\"", "concurrentTypes: \"0\"")))
                .containsPattern("routes/destination-archive\\.camel\\.yaml:20:")
                .contains("concurrentTypes can't be set: must be from 1 to 16 at the same time");
    }

    @Test
    void namesTheSettingThatABeanLacks() throws Exception {
        assertThat(trouble(withWebhook())).endsWith("routes/destination-webhook.camel.yaml: serai.destination.webhook.secrets is "
                + "not set; set it in application.properties, or SERAI_DESTINATION_WEBHOOK_SECRETS in the environment");
    }

    @Test
    void namesTheSettingThatARouteLacks() throws Exception {
        assertThat(trouble(withWebhook().with("serai.destination.webhook.secrets", SECRET))).contains(
                "routes/destination-webhook.camel.yaml:52:", "{{serai.destination.webhook.url}} is not set; set");
    }

    /** Camel would only say that 'http://' has no authority, or that "" is no number. */
    @Test
    void namesTheSettingThatIsSetToNothingAndTheRouteThatNeedsIt() throws Exception {
        assertThat(trouble(withWebhook().with("serai.destination.webhook.secrets", SECRET)
                .with("serai.destination.webhook.url", "")))
                .matches(
                        "serai\\.destination\\.webhook\\.url: is set, but to nothing, and .*/routes/destination-webhook\\.camel\\.yaml:\\d+ "
                                + "needs it; give it a value");
        assertThat(trouble(new SeraiFolder(path).with("serai.routes", "file:" + path.resolve("routes"))
                .with("camel.server.port", "")))
                .startsWith("camel.server.port: is set, but to nothing, and Camel needs it; give it a value, or take it out");
    }

    @Test
    void namesBothFilesAndLinesOfADuplicateId() throws Exception {
        assertThat(trouble(withRoute("destination-lrs.camel.yaml", "id: destination-lrs", "id: destination-archive")))
                .matches(".*routes/destination-lrs.camel.yaml:20:9: the id 'destination-archive' is that of another route too "
                        + "\\(.*routes/destination-archive.camel.yaml:13:5\\); give each an id of its own \\[duplicate-id]");
    }

    @Test
    void namesTheRouteWithAUserAndNoPassword() throws Exception {
        assertThat(trouble(withWebhook().with("serai.destination.webhook.secrets", SECRET)
                .with("serai.destination.webhook.url", "http://127.0.0.1:9").with("serai.destination.webhook.username", "serai")))
                .contains("destination-webhook.camel.yaml:2:13", "a user without a password");
    }

    @Test
    void saysWhatIsWrongWithAFileThatARouteNeeds() throws Exception {
        assertThat(trouble(withWebhook().with("serai.destination.webhook.secrets", SECRET)
                .with("serai.destination.webhook.url", "http://127.0.0.1:9")
                .with("serai.destination.webhook.tls.certificate", "/nowhere.pem")))
                .contains("route destination-webhook", "/nowhere.pem can't be read");
    }

    @Test
    void namesTheRouteWithAKeyAndNoCertificate() throws Exception {
        assertThat(trouble(withWebhook().with("serai.destination.webhook.secrets", SECRET)
                .with("serai.destination.webhook.url", "http://127.0.0.1:9")
                .with("serai.destination.webhook.tls.key", "/nowhere.pem")))
                .contains("route destination-webhook", "without a certificate");
    }

    @Test
    void namesTheRouteWhoseFailuresWouldNotBeClassified() throws Exception {
        assertThat(trouble(withRoute("destination-lrs.camel.yaml", "Id: delivery", "Id: delivry")))
                .contains("route destination-lrs has routeConfigurationId delivry", "use delivery");
    }

    /** Where an old checkout was brought up to date around a file that somebody has changed. */
    @Test
    void saysWhatToDoWithTheOldFileOfErrorsBesideTheNewOnes() throws Exception {
        SeraiFolder folder = withRoutes();
        Files.copy(path.resolve("routes/errors-delivery.camel.yaml"), path.resolve("routes/errors.camel.yaml"));

        assertThat(trouble(folder)).contains("two files at file:", "have the routeConfiguration delivery",
                "move your changes there, and delete errors.camel.yaml");
    }

    @Test
    void namesTheRoutesThatAreNotThere() throws Exception {
        assertThat(trouble(new SeraiFolder(path).with("serai.routes", "file:nowhere")))
                .contains("file:nowhere", "serai.routes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"- route: [", "- route:\n    idd: broken",
            "- route:\n    id: broken\n    from:\n      url: direct:a"})
    void namesFileAndLineOfYamlThatCanNotBeRead(String yaml) throws Exception {
        SeraiFolder folder = withRoutes();
        Files.writeString(path.resolve("routes/broken.camel.yaml"), yaml);

        assertThat(trouble(folder)).containsPattern("routes/broken\\.camel\\.yaml:\\d+: ");
    }

    @Test
    void namesTheRouteThatCanNotBeBuilt() throws Exception {
        assertThat(trouble(withRoute("router.camel.yaml", "journal:archive,", "jurnal:archive,")))
                .contains("routes/router.camel.yaml:19:", "there is no component 'jurnal' here; did you mean journal:?");
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

    /** A copy of the routes, one of them changed. */
    private SeraiFolder withRoute(String file, String shipped, String changed) throws IOException {
        SeraiFolder folder = withRoutes();
        Path route = path.resolve("routes").resolve(file);
        String yaml = Files.readString(route);
        assertThat(yaml).contains(shipped);
        Files.writeString(route, yaml.replace(shipped, changed));
        return folder;
    }

    private SeraiFolder withWebhook() throws IOException {
        SeraiFolder folder = withRoutes();
        Files.copy(Path.of("docs/destinations/destination-webhook.camel.yaml"),
                path.resolve("routes/destination-webhook.camel.yaml"));
        return folder;
    }

    private SeraiFolder withRoutes() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            files.forEach(this::copy);
        }
        return new SeraiFolder(path).with("serai.routes", "file:" + path.resolve("routes"));
    }

    private void copy(Path file) {
        try {
            Files.copy(file, path.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
