package serai.settings;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.testkit.EmbeddedSerai;
import serai.testkit.Golden;
import serai.testkit.http.ConnectProxy;
import serai.testkit.http.FakeEntra;
import serai.testkit.http.FakeKeyVault;
import serai.testkit.http.HttpSink;
import serai.testkit.http.SelfSigned;
import serai.testkit.process.SeraiFolder;
import serai.testkit.process.SeraiProcess;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A password that stands in Azure Key Vault, of which there is a stand-in, behind Azure's own names and over TLS. */
class KeyVaultTest {

    private static final String VAULT = "contoso.vault.azure.net";
    private static final String ENTRA = "login.microsoftonline.com";
    private static final String FIRST = "the first password of this test";
    private static final String SECOND = "the second password of this test";

    @TempDir
    private Path folder;
    private FakeKeyVault vault;
    private FakeEntra entra;
    private ConnectProxy proxy;
    private HttpSink lrs;
    private SeraiFolder serai;

    @BeforeEach
    void prepare() throws Exception {
        SelfSigned certificate = new SelfSigned(folder, "azure", "RSA", "dns:" + VAULT + ",dns:" + ENTRA);
        lrs = new HttpSink();
        vault = new FakeKeyVault(VAULT, certificate).holds("lrs", FIRST);
        entra = new FakeEntra(certificate);
        proxy = new ConnectProxy(null).knows(VAULT + ":443", vault.port()).knows(ENTRA + ":443", entra.port());
        serai = new SeraiFolder(folder).with("camel.vault.azure.vaultName", "contoso")
                .with("camel.vault.azure.azureIdentityEnabled", "true")
                .with("serai.lrs.url", lrs.url()).with("serai.lrs.username", "serai").with("serai.lrs.password", "{{azure:lrs}}")
                .withVariable("HTTPS_PROXY", "http://127.0.0.1:" + proxy.port())
                .withVariable("AZURE_CLIENT_ID", "11111111-2222-3333-4444-555555555555").withVariable("AZURE_TENANT_ID", "tenant")
                .withVariable("AZURE_FEDERATED_TOKEN_FILE",
                        Files.writeString(folder.resolve("federated-token"), "signed-by-the-cluster").toString())
                .withVariable("JAVA_TOOL_OPTIONS", "-Djavax.net.ssl.trustStore=%s -Djavax.net.ssl.trustStorePassword=%s"
                        .formatted(certificate.pkcs12(), SelfSigned.PASSWORD)
                        + " -Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort=" + proxy.port());
    }

    @AfterEach
    void stop() throws Exception {
        proxy.close();
        lrs.close();
        entra.close();
        vault.close();
    }

    private static void post(SeraiFolder serai, String event) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(serai.webhook())
                .header("Authorization", EmbeddedSerai.basic("praesidium", EmbeddedSerai.PASSWORD))
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofByteArray(Golden.read(event)))
                .build();
        assertThat(HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding()).statusCode()).isEqualTo(202);
    }

    private void untilTheLrsHasBeenAskedWith(String password) {
        await().atMost(30, SECONDS).untilAsserted(() -> assertThat(lrs.requests()).isNotEmpty().last()
                .satisfies(
                        request -> assertThat(request.header("Authorization")).isEqualTo(EmbeddedSerai.basic("serai", password))));
    }

    @Test
    void aReloadTakesTheNewPasswordWithoutARestart() throws Exception {
        try (SeraiProcess running = serai.start("run").untilRunning()) {
            post(serai, "events/praesidium-course-completed.json");
            untilTheLrsHasBeenAskedWith(FIRST);

            vault.holds("lrs", SECOND);
            try (SeraiProcess reload = serai.start("reload")) {
                assertThat(reload.exitCode()).as(reload.errors() + reload.out()).isZero();
            }

            post(serai, "events/praesidium-learning-path-completed.json");
            untilTheLrsHasBeenAskedWith(SECOND);
            assertThat(running.errors()).doesNotContain(FIRST, SECOND, FakeEntra.TOKEN);
        }
    }

    @Test
    void aSecretThatTheVaultDoesNotHaveIsRefusedAtTheStartInOneLine() throws Exception {
        serai.with("serai.lrs.password", "{{azure:lsr}}");

        try (SeraiProcess run = serai.start("run")) {
            assertThat(run.exitCode()).isOne();
            assertThat(run.errors().lines().filter(line -> line.startsWith("serai: "))).singleElement().asString()
                    .contains("serai.lrs.password: {{azure:lsr}} can't be read: the vault has no secret of that name");
        }
    }

    @Test
    void aVaultThatDoesNotAnswerIsToldInOneLine() throws Exception {
        vault.close();

        try (SeraiProcess run = serai.start("run")) {
            assertThat(run.exitCode()).isOne();
            assertThat(run.errors().lines().filter(line -> line.startsWith("serai: "))).singleElement().asString()
                    .contains("serai.lrs.password: {{azure:lrs}} can't be read: the vault ");
        }
    }
}
