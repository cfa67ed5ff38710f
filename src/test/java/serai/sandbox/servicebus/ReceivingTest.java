package serai.sandbox.servicebus;

import com.azure.core.amqp.exception.AmqpException;
import com.azure.core.util.BinaryData;
import com.azure.messaging.servicebus.ServiceBusException;
import com.azure.messaging.servicebus.ServiceBusFailureReason;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusMessageBatch;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverAsyncClient;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import serai.sandbox.servicebus.queue.EntityCounts;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static serai.sandbox.servicebus.SandboxClients.PATH;
import static serai.sandbox.servicebus.SandboxClients.numbered;
import static serai.sandbox.servicebus.SandboxClients.one;
import static serai.sandbox.servicebus.SandboxClients.receive;

class ReceivingTest {

    private ServiceBusNamespace namespace;
    private SandboxClients clients;

    @BeforeEach
    void open() throws Exception {
        namespace = new NamespaceBuilder().port(0).topic("MCTEvents", "serai", "audit").queue("orders")
                .maxMessages(60).build().start();
        clients = new SandboxClients(namespace);
    }

    @AfterEach
    void close() throws Exception {
        clients.close();
        namespace.close();
    }

    @Test
    void keepsWhatTheSenderWrote() {
        ServiceBusMessage sent = new ServiceBusMessage("{\"EventType\":\"LOGIN\"}").setMessageId("id-1")
                .setContentType("application/json").setSubject("login").setCorrelationId("c-1")
                .setReplyTo("answers").setTo("serai").setTimeToLive(Duration.ofHours(1));
        sent.getApplicationProperties().putAll(Map.of("text", "é", "number", 42, "flag", true));
        Instant before = Instant.now();

        clients.sender().sendMessage(sent);
        ServiceBusReceivedMessage received = one(clients.receiver());

        assertThat(received.getBody().toString()).isEqualTo("{\"EventType\":\"LOGIN\"}");
        assertThat(received.getMessageId()).isEqualTo("id-1");
        assertThat(received.getContentType()).isEqualTo("application/json");
        assertThat(received.getSubject()).isEqualTo("login");
        assertThat(received.getCorrelationId()).isEqualTo("c-1");
        assertThat(received.getReplyTo()).isEqualTo("answers");
        assertThat(received.getTo()).isEqualTo("serai");
        assertThat(received.getTimeToLive()).isEqualTo(Duration.ofHours(1));
        assertThat(received.getApplicationProperties())
                .containsExactlyInAnyOrderEntriesOf(Map.of("text", "é", "number", 42, "flag", true));
        assertThat(received.getSequenceNumber()).isEqualTo(1);
        assertThat(received.getDeliveryCount()).isZero();
        assertThat(received.getEnqueuedTime().toInstant()).isBetween(before.minusMillis(1), Instant.now());
        assertThat(received.getLockedUntil().toInstant()).isBetween(before.plusSeconds(29), Instant.now().plusSeconds(30));
    }

    @Test
    void deliversSinglesAndBatchesInTheOrderSent() {
        ServiceBusSenderClient sender = clients.sender();
        List<ServiceBusMessage> messages = numbered(50);
        messages.subList(0, 5).forEach(sender::sendMessage);
        ServiceBusMessageBatch batch = sender.createMessageBatch();
        messages.subList(5, 50).forEach(message -> assertThat(batch.tryAddMessage(message)).isTrue());
        sender.sendMessages(batch);

        ServiceBusReceiverClient receiver = clients.receiver();
        List<ServiceBusReceivedMessage> received = receive(receiver, 50);

        assertThat(received).extracting(ServiceBusReceivedMessage::getMessageId)
                .isEqualTo(messages.stream().map(ServiceBusMessage::getMessageId).toList());
        received.forEach(receiver::complete);
        assertThat(namespace.counts(PATH)).isEqualTo(new EntityCounts(0, 0, 50, 0, 0, 0, 50));
    }

    @Test
    void givesEachSubscriptionACopyAndAQueueItsOwn() {
        clients.sender().sendMessage(new ServiceBusMessage("event"));
        ServiceBusSenderClient toQueue = clients.closing(clients.builder().sender().queueName("orders").buildClient());
        toQueue.sendMessage(new ServiceBusMessage("order"));

        assertThat(namespace.counts("mctevents/Subscriptions/AUDIT").active()).isEqualTo(1);
        assertThat(one(clients.receiver()).getBody().toString()).isEqualTo("event");
        ServiceBusReceiverClient fromQueue = clients.closing(clients.builder().receiver().queueName("ORDERS").buildClient());
        assertThat(one(fromQueue).getBody().toString()).isEqualTo("order");
    }

    @Test
    void carriesMessagesThatNeedManyFrames() {
        byte[] body = new byte[256 * 1024];
        new Random(7).nextBytes(body);
        ServiceBusSenderClient sender = clients.sender();
        IntStream.range(0, 16).forEach(i -> sender.sendMessage(new ServiceBusMessage(BinaryData.fromBytes(body))));

        List<ServiceBusReceivedMessage> received = receive(clients.receiver(), 16);

        assertThat(received).hasSize(16)
                .allMatch(message -> Arrays.equals(message.getBody().toBytes(), body));
    }

    @Test
    void refusesAMessageThatIsTooLarge() {
        ServiceBusMessage large = new ServiceBusMessage(BinaryData.fromBytes(new byte[SenderLink.MESSAGE_BYTES_MAX + 1]));

        assertThatThrownBy(() -> clients.sender().sendMessage(large)).asInstanceOf(type(ServiceBusException.class))
                .extracting(ServiceBusException::getReason).isEqualTo(ServiceBusFailureReason.MESSAGE_SIZE_EXCEEDED);
    }

    @Test
    void servesTheAsynchronousReceiver() {
        clients.sender().sendMessages(numbered(10));
        ServiceBusReceiverAsyncClient receiver = clients.closing(clients.subscription().buildAsyncClient());

        List<String> ids = receiver.receiveMessages()
                .concatMap(message -> receiver.complete(message).thenReturn(message.getMessageId()))
                .take(10).collectList().block(Duration.ofSeconds(10));

        assertThat(ids).containsExactly("m0", "m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "m9");
        assertThat(namespace.counts(PATH).completed()).isEqualTo(10);
    }

    @Test
    void forgetsWhatIsReceivedAndDeleted() {
        clients.sender().sendMessages(numbered(3));

        assertThat(receive(clients.deletingReceiver(), 3)).hasSize(3);

        assertThat(namespace.counts(PATH)).isEqualTo(new EntityCounts(0, 0, 3, 0, 0, 0, 3));
    }

    @Test
    void showsMessagesWithoutLockingThem() {
        ServiceBusReceiverClient receiver = clients.receiver();
        assertThat(receiver.peekMessage()).isNull();
        clients.sender().sendMessages(numbered(3));
        ServiceBusReceivedMessage locked = one(receiver);

        assertThat(receiver.peekMessages(10)).extracting(ServiceBusReceivedMessage::getMessageId)
                .containsExactly("m0", "m1", "m2");
        assertThat(receiver.peekMessages(1, 3)).extracting(ServiceBusReceivedMessage::getMessageId).containsExactly("m2");
        assertThat(locked.getMessageId()).isEqualTo("m0");
    }

    @Test
    void knowsOnlyItsEntities() {
        ServiceBusSenderClient sender = clients.closing(clients.builder().sender().topicName("other").buildClient());
        ServiceBusReceiverClient receiver = clients.closing(clients.builder().receiver()
                .topicName("MCTEvents").subscriptionName("other").buildClient());

        assertThatThrownBy(() -> sender.sendMessage(new ServiceBusMessage("lost")))
                .asInstanceOf(type(ServiceBusException.class)).extracting(ServiceBusException::getReason)
                .isEqualTo(ServiceBusFailureReason.MESSAGING_ENTITY_NOT_FOUND);
        assertThatThrownBy(() -> receive(receiver, 1)).hasRootCauseInstanceOf(AmqpException.class)
                .hasStackTraceContaining("'MCTEvents/subscriptions/other' could not be found");
    }

    @Test
    void refusesMessagesBeyondItsBound() {
        ServiceBusSenderClient sender = clients.sender();
        sender.sendMessages(numbered(60));

        assertThatThrownBy(() -> sender.sendMessage(new ServiceBusMessage("one more")))
                .asInstanceOf(type(ServiceBusException.class)).extracting(ServiceBusException::getReason)
                .isEqualTo(ServiceBusFailureReason.QUOTA_EXCEEDED);
        assertThat(namespace.counts(PATH).active()).isEqualTo(60);
    }

    @Test
    void saysThatItDoesNotScheduleMessages() {
        ServiceBusSenderClient sender = clients.sender();

        assertThatThrownBy(() -> sender.scheduleMessage(new ServiceBusMessage("later"),
                Instant.now().plusSeconds(60).atOffset(ZoneOffset.UTC))).hasMessageContaining("schedule-message");
    }
}
