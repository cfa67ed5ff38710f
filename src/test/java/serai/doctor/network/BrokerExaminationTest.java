package serai.doctor.network;

import com.azure.core.amqp.ProxyAuthenticationType;
import com.azure.core.amqp.ProxyOptions;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import org.apache.camel.component.azure.servicebus.ServiceBusEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.doctor.Observed;
import serai.sandbox.servicebus.NamespaceBuilder;
import serai.sandbox.servicebus.ServiceBusNamespace;
import serai.testkit.FreePort;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

/** A subscription of the sandbox, which speaks AMQP with the SDK. */
class BrokerExaminationTest {

    /** An address of this machine on which nobody else listens. */
    private static final String HERE = "127.0.0.77";
    private static final int AMQPS = 5671;
    private static final String TOPIC = "mct-events";
    private static final String SUBSCRIPTION = TOPIC + "/subscriptions/serai";

    private final DefaultCamelContext context = new DefaultCamelContext();
    private ServiceBusNamespace namespace;

    @BeforeEach
    void start() throws Exception {
        context.build();
        namespace = new NamespaceBuilder().port(0).topic(TOPIC, "serai").build().start();
    }

    @AfterEach
    void stop() {
        namespace.close();
        context.stop();
    }

    private List<String> observed(String connection, String subscription) throws Exception {
        ServiceBusEndpoint endpoint = context.getEndpoint("azure-servicebus:%s?serviceBusType=topic&subscriptionName=%s"
                .formatted(TOPIC, subscription) + "&connectionString=RAW(%s)".formatted(connection), ServiceBusEndpoint.class);
        return Observed.by(new BrokerExamination("source-mct", endpoint, Clock.systemUTC(), Duration.ofSeconds(10)));
    }

    @Test
    void looksAtWhatIsThereAndTakesNothing() throws Exception {
        try (ServiceBusSenderClient sender = new ServiceBusClientBuilder().connectionString(namespace.connectionString()).sender()
                .topicName(TOPIC).buildClient()) {
            sender.sendMessage(new ServiceBusMessage("{}"));
        }

        assertThat(observed(namespace.connectionString(), "serai")).containsExactly(
                "ok name: localhost is 127.0.0.1", "ok port: localhost:%s takes connections".formatted(namespace.port()),
                "ok receive: Serai may receive from the subscription, which has messages; none was taken",
                "ok dead letters: Serai may receive from its dead-letter sub-queue, which has no message; none was taken");
        assertThat(namespace.counts(SUBSCRIPTION).active()).isOne();
        assertThat(namespace.counts(SUBSCRIPTION).locked()).isZero();
    }

    @Test
    void aSignInThatIsRefused() throws Exception {
        namespace.refuseSignIns();

        assertThat(observed(namespace.connectionString(), "serai")).last().asString()
                .startsWith("fail receive: can't receive from mct-events/serai of Service Bus: ")
                .endsWith(
                        "; sign in with an identity that has the role Azure Service Bus Data Receiver there, or with a connection "
                                + "string that has the right Listen")
                .doesNotContain("sandbox-key");
    }

    @Test
    void aSubscriptionThatDoesNotExist() throws Exception {
        assertThat(observed(namespace.connectionString(), "nobodys")).last().asString()
                .startsWith("fail receive: can't receive from mct-events/nobodys of Service Bus: ")
                .endsWith("; set serai.servicebus.topic and serai.servicebus.subscription to existing ones");
    }

    @Test
    void aPortOnWhichNobodyListens() throws Exception {
        int port = FreePort.number();

        assertThat(observed("Endpoint=sb://127.0.0.1:%s;SharedAccessKeyName=a;SharedAccessKey=b;UseDevelopmentEmulator=true"
                .formatted(port), "serai")).containsExactly("fail port: 127.0.0.1:%s refuses connections; start the server, or "
                        .formatted(port) + "correct serai.servicebus.namespace or serai.servicebus.connection");
    }

    @Test
    void aNamespaceWhoseNameDoesNotExist() throws Exception {
        assertThat(observed("Endpoint=sb://contoso.invalid/;SharedAccessKeyName=a;SharedAccessKey=b", "serai")).containsExactly(
                "fail name: contoso.invalid resolves to no address; correct serai.servicebus.namespace or "
                        + "serai.servicebus.connection, or the name server");
    }

    private List<String> observedBehindTls(String further) throws Exception {
        ServiceBusEndpoint endpoint = context.getEndpoint(("azure-servicebus:%s?serviceBusType=topic&subscriptionName=serai%s"
                + "&connectionString=RAW(Endpoint=sb://%s/;SharedAccessKeyName=a;SharedAccessKey=b)")
                .formatted(TOPIC, further, HERE),
                ServiceBusEndpoint.class);
        return Observed.by(new BrokerExamination("source-mct", endpoint, Clock.systemUTC(), Duration.ofSeconds(10)));
    }

    @ParameterizedTest
    @CsvSource({"AMQP, 5671", "AMQP_WEB_SOCKETS, 443"})
    void thePortIsThatOfTheTransport(String transport, int port) throws Exception {
        assertThat(observedBehindTls("&amqpTransportType=" + transport))
                .containsExactly("fail port: %s:%s refuses connections; start "
                        .formatted(HERE, port)
                        + "the server, or correct serai.servicebus.namespace or serai.servicebus.connection");
    }

    @Test
    void aServerWithoutTlsIsToldAndGetsNoKey() throws Exception {
        try (ServerSocket server = new ServerSocket(AMQPS, 5, InetAddress.getByName(HERE))) {
            CompletableFuture<Void> closing = CompletableFuture.runAsync(() -> {
                try {
                    while (true) {
                        server.accept().close();
                    }
                } catch (IOException e) {
                    // closed at the test's end
                }
            });

            assertThat(observedBehindTls("")).hasSize(2).last().asString().startsWith("fail TLS: ");
            server.close();
            closing.get(30, SECONDS);
        }
    }

    @Test
    void aProxyThatIsAwayIsTold() throws Exception {
        int port = FreePort.number();
        context.getRegistry().bind("proxy", new ProxyOptions(ProxyAuthenticationType.NONE,
                new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("127.0.0.1", port)), "", ""));

        assertThat(observedBehindTls("&amqpTransportType=AMQP_WEB_SOCKETS&proxyOptions=#bean:proxy")).containsExactly(
                "fail port: 127.0.0.1:%s refuses connections; start the server, or correct serai.servicebus.proxy".formatted(port));
    }
}
