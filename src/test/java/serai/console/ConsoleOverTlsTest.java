package serai.console;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.cli.run.StandaloneRuntime;
import serai.testkit.EmbeddedSerai;
import serai.testkit.FreePort;
import serai.testkit.browser.CompiledTemplates;
import serai.testkit.http.HashedPassword;
import serai.testkit.http.SelfSigned;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Properties;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** The page where other machines reach it: nothing without signing in, and cookies for TLS alone. */
class ConsoleOverTlsTest {

    private static final String PASSWORD = HashedPassword.FIRST;

    @Test
    void showsNothingToWhoHasNotSignedInAndKeepsItsCookieToTls(@TempDir Path folder) throws Exception {
        CompiledTemplates.ensure();
        SelfSigned certificate = new SelfSigned(folder, "serai", "EC");
        Path users = Files.writeString(folder.resolve("users"), "ben:viewer:" + HashedPassword.HASH_OF_FIRST + "\n");
        Properties all = FreePort.settings();
        all.setProperty("serai.data", folder.resolve("data").toString());
        all.setProperty("serai.praesidium.password", EmbeddedSerai.PASSWORD);
        all.setProperty("serai.mct.enabled", "false");
        all.setProperty("serai.console", "true");
        all.setProperty("serai.console.users", users.toString());
        all.setProperty("camel.management.host", "0.0.0.0");
        all.setProperty("camel.management.useGlobalSslContextParameters", "true");
        all.setProperty("camel.ssl.enabled", "true");
        all.setProperty("camel.ssl.keyStore", "file:" + certificate.pkcs12());
        all.setProperty("camel.ssl.keystorePassword", SelfSigned.PASSWORD);
        String address = "https://127.0.0.1:" + all.getProperty("camel.management.port");
        HttpClient client = HttpClient.newBuilder().sslContext(trusting(certificate)).build();

        try (StandaloneRuntime runtime = new StandaloneRuntime(all)) {
            runtime.start();

            HttpResponse<String> anonymous = client.send(request(address + "/").build(), BodyHandlers.ofString());
            assertThat(anonymous.statusCode()).isEqualTo(303);
            assertThat(anonymous.headers().firstValue("Location")).hasValue("/sign-in");
            assertThat(anonymous.headers().firstValue("Strict-Transport-Security")).hasValue("max-age=31536000");
            HttpResponse<String> signedIn = client.send(request(address + "/sign-in").header("Origin", address)
                    .POST(BodyPublishers.ofString("name=ben&password=" + PASSWORD.replace(' ', '+'))).build(),
                    BodyHandlers.ofString());
            String cookie = signedIn.headers().firstValue("Set-Cookie").orElseThrow();
            assertThat(cookie).startsWith("__Host-serai-session=").contains("; Secure", "; HttpOnly", "; SameSite=Strict",
                    "; Path=/");
            String session = cookie.split(";")[0];
            assertThat(client.send(request(address + "/").header("Cookie", session).build(), BodyHandlers.ofString()).body())
                    .contains("<title>Flow · Serai</title>", "ben, viewer");
            assertThat(client.send(request(address + "/audit").header("Cookie", session).build(), BodyHandlers.ofString())
                    .statusCode()).isEqualTo(403);
            int port = URI.create(address).getPort();
            assertThat(isTaken("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", port, certificate)).isTrue();
            assertThat(isTaken("TLS_AES_256_GCM_SHA384", port, certificate)).isTrue();
            assertThat(isTaken("TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384", port, certificate)).isFalse();
        }
    }

    private static HttpRequest.Builder request(String address) {
        return HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofMinutes(1));
    }

    private static boolean isTaken(String suite, int port, SelfSigned certificate) throws Exception {
        try (SSLSocket socket = (SSLSocket) trusting(certificate).getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.setSoTimeout(30_000);
            socket.setEnabledCipherSuites(new String[]{suite});
            socket.startHandshake();
            return true;
        } catch (SSLException e) {
            return false;
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
