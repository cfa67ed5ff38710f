package serai.cli.run;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.testkit.EmbeddedSerai;
import serai.testkit.http.SelfSigned;
import serai.testkit.process.SeraiFolder;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.KeyStore;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code serai run} with a certificate. */
class RunOverHttpsTest {

    @Test
    void takesAnEventFromAPublisherThatTrustsItsCertificate(@TempDir Path folder) throws Exception {
        SelfSigned certificate = new SelfSigned(folder, "serai", "EC");
        SeraiFolder settings = new SeraiFolder(folder).with("serai.mct.enabled", "false")
                .with("serai.webhook.tls.certificate", certificate.pkcs12().toString())
                .with("serai.webhook.tls.password", SelfSigned.PASSWORD);
        HttpClient client = HttpClient.newBuilder().sslContext(trusting(certificate)).build();

        try (StandaloneRuntime runtime = new StandaloneRuntime(settings.settings())) {
            runtime.start();

            assertThat(runtime.webhook()).startsWith("https://127.0.0.1:");
            assertThat(client.send(HttpRequest.newBuilder(URI.create(runtime.webhook()))
                    .header("Content-Type", "application/json")
                    .header("Authorization", EmbeddedSerai.basic("praesidium", EmbeddedSerai.PASSWORD))
                    .POST(BodyPublishers.ofString(EmbeddedSerai.resource("praesidium-course-completed.json"))).build(),
                    BodyHandlers.discarding()).statusCode()).isEqualTo(202);
        }
    }

    private static SSLContext trusting(SelfSigned certificate) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("serai", certificate.certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
