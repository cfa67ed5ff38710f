package serai.destinations.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.PfxOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.journal.attempt.FailureClass;
import serai.testkit.OneDestination;
import serai.testkit.http.SelfSigned;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.net.ssl.SSLPeerUnverifiedException;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The destination {@code webhook} before a server that asks for the client's certificate. */
class MutualTlsTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=";
    private static final String PREFIX = "serai.destination.webhook.";

    private static SelfSigned receiver;
    private static SelfSigned known;
    private static SelfSigned knownToo;
    private static SelfSigned stranger;

    @TempDir
    private Path folder;
    private final List<String> clients = new CopyOnWriteArrayList<>();
    private final Vertx vertx = Vertx.vertx();
    private OneDestination serai;

    @BeforeAll
    static void make(@TempDir Path made) throws Exception {
        receiver = new SelfSigned(made, "receiver", "EC");
        known = new SelfSigned(made, "known", "EC");
        knownToo = new SelfSigned(made, "known too", "RSA");
        stranger = new SelfSigned(made, "stranger", "EC");
    }

    @AfterEach
    void stop() {
        if (serai != null) {
            serai.close();
        }
        vertx.close();
    }

    /** Before a server that speaks this version of TLS, and ends each connection after one request. */
    private OneDestination before(String version) throws Exception {
        HttpServer server = vertx.createHttpServer(new HttpServerOptions().setSsl(true)
                .setEnabledSecureTransportProtocols(Set.of(version)).setClientAuth(ClientAuth.REQUIRED)
                .setKeyCertOptions(new PfxOptions().setPath(receiver.pkcs12().toString()).setPassword(SelfSigned.PASSWORD))
                .setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(known.certificatePem()))
                        .addCertValue(Buffer.buffer(knownToo.certificatePem()))));
        server.requestHandler(request -> request.body().onSuccess(body -> {
            clients.add(client(request));
            request.response().putHeader("Connection", "close").setStatusCode(204).end();
        }));
        int port = server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join().actualPort();
        serai = new OneDestination("webhook", folder.resolve("serai")).with(PREFIX + "url", "https://127.0.0.1:" + port)
                .with(PREFIX + "secrets", SECRET)
                .with(PREFIX + "tls.authorities", write("authority.pem", receiver.certificatePem()));
        return serai;
    }

    private static String client(HttpServerRequest request) {
        try {
            return request.sslSession().getPeerPrincipal().getName();
        } catch (SSLPeerUnverifiedException e) {
            throw new AssertionError("the server has let somebody in who has shown nothing", e);
        }
    }

    private OneDestination showing(SelfSigned client) throws Exception {
        return serai.with(PREFIX + "tls.certificate", write("client.pem", client.certificatePem()))
                .with(PREFIX + "tls.key", write("client.key", client.keyPem()));
    }

    private Path write(String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void getsInWithACertificateThatIsKnown(String version) throws Exception {
        before(version);
        showing(known).holding("anna").start();

        serai.untilDelivered(1);

        assertThat(clients).containsExactly("CN=known");
    }

    @Test
    void takesCertificateAndKeyFromAPkcs12File() throws Exception {
        before("TLSv1.3");
        serai.with(PREFIX + "tls.certificate", known.pkcs12()).with(PREFIX + "tls.password", SelfSigned.PASSWORD)
                .holding("anna").start();

        serai.untilDelivered(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void stopsWithoutACertificateAndDeadLettersNothing(String version) throws Exception {
        before(version);
        serai.holding("anna", "ben").start();

        serai.untilStopped(FailureClass.MISCONFIGURED);

        serai.untilBalance(2, 0, 2, 0);
        assertThat(clients).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void stopsWithACertificateThatNobodyKnows(String version) throws Exception {
        before(version);
        showing(stranger).holding("anna", "ben").start();

        serai.untilStopped(FailureClass.MISCONFIGURED);

        serai.untilBalance(2, 0, 2, 0);
    }

    @Test
    void stopsBeforeAServerThatItDoesNotTrust() throws Exception {
        before("TLSv1.3");
        showing(known).with(PREFIX + "tls.authorities", write("authority.pem", stranger.certificatePem())).holding("anna").start();

        serai.untilStopped(FailureClass.MISCONFIGURED);

        assertThat(clients).isEmpty();
    }

    @Test
    void showsAnotherCertificateOnceItsFilesHaveChanged() throws Exception {
        before("TLSv1.3");
        showing(known).holding("anna").start();
        serai.untilDelivered(1);

        showing(knownToo);

        await().atMost(30, SECONDS).until(() -> {
            serai.append("later-" + clients.size());
            return clients.contains("CN=known too");
        });
    }

    @Test
    void refusesToStartWithFilesThatAreNone() throws Exception {
        before("TLSv1.3");
        serai.with(PREFIX + "tls.certificate", folder.resolve("missing.pem"));

        assertThatThrownBy(serai::start).hasStackTraceContaining("missing.pem can't be read");
    }
}
