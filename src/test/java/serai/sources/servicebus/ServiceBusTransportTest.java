package serai.sources.servicebus;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.sandbox.servicebus.ClientToken;
import serai.testkit.EmbeddedSerai;
import serai.testkit.http.ConnectProxy;
import serai.testkit.http.SelfSigned;
import serai.testkit.http.WebSocketsInFront;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The ways to a namespace, but for the plain one, and what Serai signs in with. */
class ServiceBusTransportTest {

    @TempDir
    private Path folder;
    private EmbeddedSerai serai;
    private WebSocketsInFront front;

    @BeforeEach
    void prepare() throws Exception {
        serai = new EmbeddedSerai(folder.resolve("data")).with("serai.servicebus.watchdog.every.ms", "200");
        front = new WebSocketsInFront(new SelfSigned(folder, "front", "RSA"), serai.namespace().port());
    }

    private String connectionAt(int port) {
        return serai.namespace().connectionString().replace(":" + serai.namespace().port(), ":" + port);
    }

    @AfterEach
    void stop() {
        serai.close();
        front.close();
    }

    @Test
    void receivesOverWebSockets() throws Exception {
        serai.with("serai.servicebus.connection", connectionAt(front.port()))
                .with("serai.servicebus.transport", "AMQP_WEB_SOCKETS").start();

        serai.publish(EmbeddedSerai.mctSequence().toArray(String[]::new));

        serai.untilDelivered(7);
        await().atMost(30, SECONDS).until(() -> serai.namespace().counts(EmbeddedSerai.SUBSCRIPTION).completed() == 7);
    }

    @Test
    void goesThroughAProxyThatWantsAPassword() throws Exception {
        try (ConnectProxy proxy = new ConnectProxy(EmbeddedSerai.basic("serai", "caravan"))
                .knows("localhost:" + front.port(), front.port())) {
            serai.with("serai.servicebus.connection", connectionAt(front.port()))
                    .with("serai.servicebus.proxy", "127.0.0.1:" + proxy.port())
                    .with("serai.servicebus.proxy.username", "serai")
                    .with("serai.servicebus.proxy.password", "caravan").start();

            serai.publish(EmbeddedSerai.mctSequence().get(0));

            serai.untilDelivered(1);
            assertThat(proxy.asked()).hasSizeGreaterThanOrEqualTo(1).containsOnly("localhost:" + front.port());
            serai.stop();
        }
    }

    @Test
    void plainAmqpIsRefusedWithAProxy() {
        serai.with("serai.servicebus.proxy", "proxy.example.org:3128").with("serai.servicebus.transport", "AMQP");

        assertThatThrownBy(serai::start).hasMessageContaining("serai.servicebus.proxy=proxy.example.org:3128: plain AMQP does "
                + "not work through an HTTP proxy; remove serai.servicebus.transport, or set it to AMQP_WEB_SOCKETS");
    }

    @Test
    void aKeyMakesTokensForTheSubscription() throws Exception {
        serai.start();
        serai.publish(EmbeddedSerai.mctSequence().get(0));
        serai.untilDelivered(1);

        assertThat(serai.namespace().tokens()).extracting(ClientToken::type).containsOnly("servicebus.windows.net:sastoken");
        assertThat(serai.namespace().tokens()).filteredOn(token -> token.audience().contains("subscriptions")).isNotEmpty()
                .allSatisfy(token -> assertThat(token.token()).contains("SharedAccessSignature sr=", "&sig=", "&se=",
                        "&skn=sandbox"));
    }

    @Test
    void aSharedAccessSignatureIsPassedOnAsItIs() throws Exception {
        String signature = "SharedAccessSignature sr=%s&sig=c2lnbmF0dXJl&se=4102444800&skn=listen"
                .formatted(URLEncoder.encode("sb://localhost/MCTEvents", StandardCharsets.UTF_8));
        serai.with("serai.servicebus.connection", "Endpoint=sb://localhost:%s;SharedAccessSignature=%s;UseDevelopmentEmulator=true"
                .formatted(serai.namespace().port(), signature)).start();

        serai.publish(EmbeddedSerai.mctSequence().get(0));

        serai.untilDelivered(1);
        assertThat(serai.namespace().tokens()).extracting(ClientToken::token).contains(signature);
    }

    @Test
    void readsAQueue() throws Exception {
        serai.with("serai.servicebus.type", "queue").with("serai.servicebus.topic", "events").start();

        serai.publishTo("events", EmbeddedSerai.mctSequence().get(0));

        serai.untilDelivered(1);
    }
}
