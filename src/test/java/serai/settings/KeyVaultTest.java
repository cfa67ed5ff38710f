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
import serai.testkit.http.SelfSigned;
import serai.testkit.process.SeraiFolder;
import serai.testkit.process.SeraiProcess;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

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
    private SeraiFolder serai;

    @BeforeEach
    void prepare() throws Exception {
        SelfSigned certificate = new SelfSigned(folder, "azure", "RSA", "dns:" + VAULT + ",dns:" + ENTRA);
        vault = new FakeKeyVault(VAULT, certificate).holds("webhook", FIRST);
        entra = new FakeEntra(certificate);
        proxy = new ConnectProxy(null).knows(VAULT + ":443", vault.port()).knows(ENTRA + ":443", entra.port());
        serai = new SeraiFolder(folder).with("camel.vault.azure.vaultName", "contoso")
                .with("camel.vault.azure.azureIdentityEnabled", "true")
                .with("serai.praesidium.password", "{{azure:webhook}}")
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
        entra.close();
        vault.close();
    }

    private int post(String password) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(serai.webhook())
                .header("Authorization", EmbeddedSerai.basic("praesidium", password)).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Golden.read("events/praesidium-course-completed.json"))).build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    @Test
    void aReloadTakesTheNewPasswordAndTheOldOneIsRefused() throws Exception {
        try (SeraiProcess running = serai.start("run").untilRunning()) {
            assertThat(post(FIRST)).as(running.errors()).isEqualTo(202);

            vault.holds("webhook", SECOND);
            try (SeraiProcess reload = serai.start("reload")) {
                assertThat(reload.exitCode()).as(reload.errors() + reload.out()).isZero();
            }

            assertThat(post(SECOND)).as(running.errors()).isEqualTo(202);
            assertThat(post(FIRST)).isEqualTo(401);
            assertThat(running.errors()).doesNotContain(FIRST, SECOND, FakeEntra.TOKEN);
        }
    }

    @Test
    void aSecretThatTheVaultDoesNotHaveIsRefusedAtTheStartInOneLine() throws Exception {
        serai.with("serai.praesidium.password", "{{azure:webhok}}");

        try (SeraiProcess run = serai.start("run")) {
            assertThat(run.exitCode()).isOne();
            assertThat(run.errors().lines().filter(line -> !line.startsWith("Picked up"))).singleElement().asString()
                    .contains("serai.praesidium.password").contains("webhok");
        }
    }

    @Test
    void aVaultThatDoesNotAnswerIsToldInOneLine() throws Exception {
        vault.close();

        try (SeraiProcess run = serai.start("run")) {
            assertThat(run.exitCode()).isOne();
            assertThat(run.errors().lines().filter(line -> !line.startsWith("Picked up"))).singleElement().asString()
                    .contains("serai.praesidium.password");
        }
    }
}
