package serai.sandbox.servicebus;

import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.azure.messaging.servicebus.models.ServiceBusReceiveMode;
import com.azure.messaging.servicebus.models.SubQueue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/** The unmodified SDK for Java, its own retries turned down, against one namespace. Closes every client it made. */
final class SandboxClients {

    static final String TOPIC = "MCTEvents";
    static final String SUBSCRIPTION = "serai";
    static final String PATH = "MCTEvents/subscriptions/serai";

    private final String connectionString;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    SandboxClients(ServiceBusNamespace namespace) {
        connectionString = namespace.connectionString();
    }

    ServiceBusClientBuilder builder() {
        return new ServiceBusClientBuilder().connectionString(connectionString)
                .retryOptions(new AmqpRetryOptions().setMaxRetries(1).setDelay(Duration.ofMillis(50))
                        .setTryTimeout(Duration.ofSeconds(5)));
    }

    <T extends AutoCloseable> T closing(T client) {
        opened.push(client);
        return client;
    }

    ServiceBusSenderClient sender() {
        return closing(builder().sender().topicName(TOPIC).buildClient());
    }

    ServiceBusReceiverClient receiver() {
        return closing(subscription().buildClient());
    }

    ServiceBusReceiverClient deadLetters() {
        return closing(subscription().subQueue(SubQueue.DEAD_LETTER_QUEUE).buildClient());
    }

    ServiceBusReceiverClient deletingReceiver() {
        return closing(subscription().receiveMode(ServiceBusReceiveMode.RECEIVE_AND_DELETE).buildClient());
    }

    ServiceBusClientBuilder.ServiceBusReceiverClientBuilder subscription() {
        return builder().receiver().topicName(TOPIC).subscriptionName(SUBSCRIPTION)
                .disableAutoComplete().maxAutoLockRenewDuration(Duration.ZERO);
    }

    static ServiceBusReceivedMessage one(ServiceBusReceiverClient receiver) {
        return receive(receiver, 1).get(0);
    }

    /** That many messages; fewer only if they don't come. */
    static List<ServiceBusReceivedMessage> receive(ServiceBusReceiverClient receiver, int count) {
        List<ServiceBusReceivedMessage> messages = new ArrayList<>();
        List<ServiceBusReceivedMessage> more;
        do {
            more = receiver.receiveMessages(count - messages.size(), Duration.ofSeconds(5)).stream().toList();
            messages.addAll(more);
        } while (messages.size() < count && !more.isEmpty());
        return messages;
    }

    static List<ServiceBusMessage> numbered(int count) {
        return IntStream.range(0, count).mapToObj(i -> new ServiceBusMessage("body " + i).setMessageId("m" + i)).toList();
    }

    void close() throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }
}
