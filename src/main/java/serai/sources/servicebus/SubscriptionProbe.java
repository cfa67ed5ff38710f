package serai.sources.servicebus;

import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverAsyncClient;
import com.azure.messaging.servicebus.models.ServiceBusMessageState;
import com.azure.messaging.servicebus.models.SubQueue;
import org.apache.camel.Endpoint;
import org.apache.camel.component.azure.servicebus.ServiceBusEndpoint;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/**
 * Peeks at a subscription or queue of Service Bus. Peeking takes no lock, counts no delivery, and needs only the right to
 * receive. The probe signs in as the endpoint does. It keeps its connection as long as the broker answers, and makes a new one
 * after a failure.
 *
 * <p>One thread asks; any thread may close the probe, which ends a request under way.
 */
public final class SubscriptionProbe implements AutoCloseable {

    /** How many messages are peeked at: enough to look past a few deferred or scheduled ones, which no receiver gets. */
    private static final int PEEKED_MAX = 16;

    private final BrokerAccess access;
    private final @Nullable SubQueue subQueue;
    private volatile @Nullable ServiceBusReceiverAsyncClient client;

    private SubscriptionProbe(BrokerAccess access, @Nullable SubQueue subQueue) {
        this.access = access;
        this.subQueue = subQueue;
    }

    /**
     * A probe of the subscription or queue that an endpoint reads.
     *
     * @param within how long the probe waits for an answer
     * @throws IllegalArgumentException if the endpoint isn't one of Service Bus
     */
    public static SubscriptionProbe of(Endpoint endpoint, Duration within) {
        if (endpoint instanceof ServiceBusEndpoint serviceBus) {
            return new SubscriptionProbe(new BrokerAccess(serviceBus.getConfiguration(), within),
                    serviceBus.getConfiguration().getSubQueue());
        }
        throw new IllegalArgumentException(endpoint + " is not a Service Bus endpoint, so the watchdog can't watch it; remove the "
                + "watchdog from its route's policies");
    }

    /**
     * A probe of the dead-letter sub-queue of the subscription or queue that an endpoint reads.
     *
     * @param within how long the probe waits for an answer
     */
    public static SubscriptionProbe ofDeadLetters(ServiceBusEndpoint endpoint, Duration within) {
        return new SubscriptionProbe(new BrokerAccess(endpoint.getConfiguration(), within), SubQueue.DEAD_LETTER_QUEUE);
    }

    /**
     * The sequence numbers of the first messages that could be received, in order. Locked messages, and those being handled,
     * are among them, because the broker does not show which messages are locked.
     *
     * @throws BrokerUnreachableException if the broker does not answer in time, or answers with an error
     */
    public List<Long> peeked() {
        try {
            ServiceBusReceiverAsyncClient open = client;
            ServiceBusReceiverAsyncClient asked = open == null ? access.receiver(subQueue).buildAsyncClient() : open;
            client = asked;
            List<ServiceBusReceivedMessage> peeked = asked.peekMessages(PEEKED_MAX, 0).collectList().block(access.within());
            return peeked.stream().filter(message -> message.getState() == ServiceBusMessageState.ACTIVE)
                    .map(ServiceBusReceivedMessage::getSequenceNumber).sorted().toList();
        } catch (RuntimeException e) {
            close();
            throw access.unreachable(e);
        }
    }

    @Override
    public void close() {
        ServiceBusReceiverAsyncClient open = client;
        client = null;
        if (open != null) {
            open.close();
        }
    }
}
