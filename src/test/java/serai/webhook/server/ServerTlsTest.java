package serai.webhook.server;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.testkit.FreePort;
import serai.testkit.Logged;
import serai.testkit.http.Attacker;
import serai.testkit.http.SelfSigned;
import serai.tls.CertificateFiles;
import serai.webhook.authentication.SignedInAddresses;
import serai.webhook.connections.RefusedConnections;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class ServerTlsTest {

    private static final int CONNECTIONS_MAX = 100;

    private static SelfSigned first;
    private static SelfSigned second;
    private static SelfSigned ofAnotherKind;
    private static TrustManagerFactory trust;

    @TempDir
    private Path folder;
    private DefaultCamelContext context;
    private Duration headMax = Duration.ofMinutes(1);
    private int port;
    private List<String> older = List.of();

    @BeforeAll
    static void make(@TempDir Path made) throws Exception {
        first = new SelfSigned(made, "first", "RSA");
        second = new SelfSigned(made, "second", "RSA");
        ofAnotherKind = new SelfSigned(made, "of another kind", "EC");
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("first", first.certificate());
        trusted.setCertificateEntry("second", second.certificate());
        trusted.setCertificateEntry("of another kind", ofAnotherKind.certificate());
        trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
    }

    @AfterEach
    void stop() {
        if (context != null) {
            context.stop();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void speaksBothVersionsOfTlsWithPemFiles(String version) throws Exception {
        start(pemFiles(first, first));

        assertThat(shown(version)).isEqualTo(first.certificate());
    }

    @Test
    void takesOfEverySuiteOfTls12OnlyThoseWithForwardSecrecyAndAuthenticatedEncryption() throws Exception {
        start(pemFiles(first, first));
        List<String> taken = new ArrayList<>();

        for (String suite : SSLContext.getDefault().getSupportedSSLParameters().getCipherSuites()) {
            if (!suite.matches("TLS_(AES|CHACHA20)_.*|.*_SCSV") && isTaken(suite)) {
                taken.add(suite);
            }
        }

        assertThat(taken).containsExactlyInAnyOrder("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
                "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");
    }

    @Test
    void takesAnOlderSuiteWhereItIsToldTo() throws Exception {
        older = List.of("TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256");
        start(pemFiles(first, first));

        assertThat(isTaken("TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256")).isTrue();
        assertThat(isTaken("TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384")).isFalse();
        assertThat(isTaken("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384")).isTrue();
    }

    @Test
    void refusesASuiteThatJavaDoesNotKnowAndNamesThoseThatItDoes() {
        List<String> suites = List.of("TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256", "RC4-MD5");

        assertThatIllegalArgumentException().isThrownBy(() -> ServerTls.requireKnown(suites))
                .withMessageStartingWith("this Java has no cipher suite RC4-MD5").withMessageContaining(suites.get(0));
    }

    @Test
    void aClientCannotNegotiateAgain() throws Exception {
        start(pemFiles(first, first));

        try (SSLSocket socket = connected("TLSv1.2")) {
            socket.startHandshake();
            assertThatThrownBy(() -> {
                socket.startHandshake(); // a second one
                ask(socket);
            }).isInstanceOf(IOException.class);
        }
    }

    @Test
    void takesACertificateAndItsKeyFromOnePemFile() throws Exception {
        Path both = write("both.pem", ofAnotherKind.keyPem() + ofAnotherKind.certificatePem());

        start(new CertificateFiles(both, Optional.empty(), ""));

        assertThat(shown("TLSv1.3")).isEqualTo(ofAnotherKind.certificate());
    }

    @Test
    void takesThemFromAPkcs12File() throws Exception {
        start(new CertificateFiles(first.pkcs12(), Optional.empty(), SelfSigned.PASSWORD));

        assertThat(shown("TLSv1.3")).isEqualTo(first.certificate());
    }

    @Test
    void speaksNothingElse() throws Exception {
        start(pemFiles(first, first));

        try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), port)) {
            plain.setSoTimeout(30_000);
            plain.getOutputStream().write("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(plain.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1)).doesNotContain("HTTP");
        }
    }

    /** 6,000 of them were open beside the bound. */
    @Test
    void countsConnectionsBeforeTheirHandshakeAndClosesThoseThatDoNone() throws Exception {
        headMax = Duration.ofMillis(2_500);
        start(pemFiles(first, first));

        try (Attacker attacker = new Attacker(port, "127.0.0.2").connect(CONNECTIONS_MAX + 20)) {
            await().atMost(30, SECONDS).until(() -> attacker.open() == CONNECTIONS_MAX);
            await().atMost(30, SECONDS).until(() -> attacker.open() == 0);
        }
        assertThat(shown("TLSv1.3")).isEqualTo(first.certificate());
    }

    @Test
    void showsAnotherCertificateSoonAfterItsFilesHaveChangedAndDropsNoConnection() throws Exception {
        start(pemFiles(first, first));
        assertThat(shown("TLSv1.3")).isEqualTo(first.certificate());

        pemFiles(second, second);

        await().atMost(30, SECONDS).untilAsserted(() -> assertThat(shown("TLSv1.3")).isEqualTo(second.certificate()));
    }

    @Test
    void staysWithTheCertificateThatItHasWhereTheNextCannotBeUsed() throws Exception {
        try (Logged logged = new Logged()) {
            start(pemFiles(first, first));

            write("certificate.pem", second.certificatePem());

            await().atMost(30, SECONDS).until(() -> logged.lines().anyMatch(line -> line.contains("keeps the previous one")));
            assertThat(shown("TLSv1.3")).isEqualTo(first.certificate());
            assertThat(logged.lines().filter(line -> line.contains("keeps the previous one"))).singleElement().asString()
                    .contains("certificate.pem", "begins with the certificate of another key");

            write("key.pem", second.keyPem());
            await().atMost(30, SECONDS).untilAsserted(() -> assertThat(shown("TLSv1.3")).isEqualTo(second.certificate()));
        }
    }

    @ParameterizedTest
    @CsvSource({"missing.pem, '', can't be read", "nothing.pem, '', is neither PEM nor PKCS#12",
            "certificate.pem, '', can't be used",
            "key.pem, key.pem, can't be used", "certificate.pem, other.pem, begins with the certificate of another key",
            "certificate.pem, missing.pem, can't be read", "store.p12, '', password"})
    void refusesFilesThatCannotBeUsedAndSaysWhichInOneLine(String certificate, String key, String problem)
            throws Exception {
        pemFiles(first, first);
        write("other.pem", second.keyPem());
        write("nothing.pem", "nothing");
        Files.copy(first.pkcs12(), folder.resolve("store.p12"));
        CertificateFiles files = new CertificateFiles(folder.resolve(certificate),
                Optional.of(key).filter(name -> !name.isEmpty()).map(folder::resolve), "wrong");

        Vertx vertx = Vertx.vertx();
        try {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new ServerTls(files, Duration.ofDays(1), List.of()).configure(new HttpServerOptions(), vertx))
                    .satisfies(e -> assertThat(e.getMessage()).hasLineCount(1).contains(problem)
                            .contains(problem.equals("can't be read") && !key.isEmpty() ? key : certificate));
        } finally {
            vertx.close();
        }
    }

    private CertificateFiles pemFiles(SelfSigned certificate, SelfSigned key) throws Exception {
        return new CertificateFiles(write("certificate.pem", certificate.certificatePem()),
                Optional.of(write("key.pem", key.keyPem())), "");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private void start(CertificateFiles files) throws Exception {
        port = FreePort.number();
        VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setBindHost("127.0.0.1");
        configuration.setBindPort(port);
        context = new DefaultCamelContext();
        context.getRegistry().bind("server", configuration);
        context.addService(new WebhookServer(configuration, Set.of("/events"), FewConnections.of(CONNECTIONS_MAX, headMax),
                new SignedInAddresses(), RefusedConnections.ofWebhook(),
                Optional.of(new ServerTls(files, Duration.ofMillis(50), older))));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:/events?httpMethodRestrict=POST").setBody(constant(""));
            }
        });
        context.start();
    }

    /** The certificate that a new connection is shown, which answers. */
    private Certificate shown(String version) throws Exception {
        try (SSLSocket socket = connected(version)) {
            ask(socket);
            return socket.getSession().getPeerCertificates()[0];
        }
    }

    private static void ask(SSLSocket socket) throws IOException {
        socket.getOutputStream().write("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 204");
    }

    private boolean isTaken(String suite) throws Exception {
        try (SSLSocket socket = connected("TLSv1.2")) {
            socket.setEnabledCipherSuites(new String[]{suite});
            socket.startHandshake();
            return true;
        } catch (SSLException e) {
            return false;
        }
    }

    private SSLSocket connected(String version) throws Exception {
        SSLContext trusting = SSLContext.getInstance("TLS");
        trusting.init(null, trust.getTrustManagers(), null);
        SSLSocket socket = (SSLSocket) trusting.getSocketFactory().createSocket("127.0.0.1", port);
        socket.setEnabledProtocols(new String[]{version});
        socket.setSoTimeout(30_000);
        return socket;
    }
}
