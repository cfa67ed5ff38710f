package serai.sandbox.servicebus;

import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusProcessorClient;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverAsyncClient;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import serai.sandbox.servicebus.queue.EntityCounts;
import serai.testkit.FreePort;

import java.io.InputStream;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static serai.sandbox.servicebus.SandboxClients.PATH;
import static serai.sandbox.servicebus.SandboxClients.numbered;
import static serai.sandbox.servicebus.SandboxClients.one;

class ConnectionsTest {

    private ServiceBusNamespace namespace;
    private SandboxClients clients;

    @BeforeEach
    void open() throws Exception {
        namespace = new NamespaceBuilder().port(FreePort.number()).topic("MCTEvents", "serai").maxConnections(2).build().start();
        clients = new SandboxClients(namespace);
    }

    @AfterEach
    void close() throws Exception {
        clients.close();
        namespace.close();
    }

    @Test
    void letsAReceiverSettleWhatItHadInHandWhenItsConnectionWasCut() {
        CountDownLatch connectedAgain = new CountDownLatch(1);
        Set<String> handled = ConcurrentHashMap.newKeySet();
        ServiceBusProcessorClient processor = clients.closing(clients.builder().processor()
                .topicName("MCTEvents").subscriptionName("serai").maxConcurrentCalls(2).processError(error -> {})
                .processMessage(context -> {
                    handled.add(context.getMessage().getMessageId());
                    if (context.getMessage().getMessageId().equals("before")) {
                        awaitQuietly(connectedAgain);
                    }
                }).buildProcessorClient());
        processor.start();
        try (ServiceBusSenderClient sender = clients.builder().sender().topicName("MCTEvents").buildClient()) {
            sender.sendMessage(new ServiceBusMessage("one").setMessageId("before"));
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> handled.contains("before"));

        namespace.dropConnections();
        clients.sender().sendMessage(new ServiceBusMessage("two").setMessageId("after"));
        await().atMost(Duration.ofSeconds(30)).until(() -> handled.contains("after"));
        connectedAgain.countDown();

        await().atMost(Duration.ofSeconds(30)).until(() -> namespace.counts(PATH).completed() == 2);
        assertThat(namespace.counts(PATH)).isEqualTo(new EntityCounts(0, 0, 2, 0, 0, 0, 2));
    }

    @Test
    void canFallSilentAndComeBack() {
        clients.sender().sendMessages(numbered(1));
        ServiceBusReceiverAsyncClient receiver = clients.closing(clients.subscription().buildAsyncClient());
        CompletableFuture<ServiceBusReceivedMessage> received = receiver.receiveMessages().next().toFuture();
        assertThat(received).succeedsWithin(Duration.ofSeconds(5));

        namespace.stallConnections();
        CompletableFuture<Void> completed = receiver.complete(received.join()).toFuture();
        await().during(Duration.ofMillis(200)).until(() -> !completed.isDone());
        assertThat(namespace.counts(PATH).completed()).isZero();
        namespace.resumeConnections();

        assertThat(completed).succeedsWithin(Duration.ofSeconds(5));
        assertThat(namespace.counts(PATH).completed()).isEqualTo(1);
    }

    @Test
    void closesAConnectionThatIsOneTooMany() throws Exception {
        try (Socket first = connect(); Socket second = connect(); Socket third = connect()) {
            assertThat(third.getInputStream().read()).as("end of the stream").isEqualTo(-1);
            assertThat(first.isConnected() && second.isConnected()).isTrue();
        }
    }

    @Test
    void closesAConnectionThatSpeaksSomethingElse() throws Exception {
        try (Socket socket = connect(); InputStream answer = socket.getInputStream()) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(answer.readAllBytes(), StandardCharsets.US_ASCII)).startsWith("AMQP");
        }
        clients.sender().sendMessages(numbered(1));
        assertThat(namespace.counts(PATH).active()).isEqualTo(1);
    }

    @Test
    void saysInOneLineThatItsPortIsTaken() {
        ServiceBusNamespace second = new NamespaceBuilder().port(namespace.port()).queue("q").build();

        assertThatThrownBy(second::start).isInstanceOf(BindException.class)
                .hasMessageStartingWith("No Service Bus namespace on 127.0.0.1:" + namespace.port() + ": ")
                .hasMessageNotContaining("\n");
        second.close();
    }

    @Test
    void leavesASharedVertxOpen() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            ServiceBusNamespace shared = new NamespaceBuilder().port(0).queue("q").vertx(vertx).build().start();
            int port = shared.port();
            shared.close();

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                            .isInstanceOf(ConnectException.class));
            assertThatThrownBy(() -> shared.counts("q")).isInstanceOf(IllegalStateException.class);
            CountDownLatch alive = new CountDownLatch(1);
            vertx.runOnContext(none -> alive.countDown());
            assertThat(alive.await(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void endsWhileClientsAreConnected() {
        ServiceBusReceiverClient receiver = clients.receiver();
        clients.sender().sendMessages(numbered(1));
        one(receiver);

        long start = System.nanoTime();
        namespace.close();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        assertThatThrownBy(namespace::port).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void leavesItsPortToTheNextAtOnce() throws Exception {
        int port = namespace.port();
        namespace.close();

        try (ServiceBusNamespace next = new NamespaceBuilder().port(port).queue("q").build().start()) {
            assertThat(next.port()).isEqualTo(port);
        }
    }

    private Socket connect() throws Exception {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), namespace.port());
        socket.setSoTimeout(30_000);
        return socket;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
