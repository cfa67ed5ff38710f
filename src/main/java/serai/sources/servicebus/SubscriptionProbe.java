package serai.sources.servicebus;

import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverAsyncClient;
import com.azure.messaging.servicebus.models.ServiceBusMessageState;
import com.azure.messaging.servicebus.models.SubQueue;
import org.apache.camel.Endpoint;
import org.apache.camel.component.azure.servicebus.ServiceBusEndpoint;

import java.time.Duration;
import java.util.List;

/**
 * Peeks at a subscription or queue of Service Bus: that takes no lock and counts no delivery, and the right to receive is
 * enough for it. Signs in as the endpoint does. Its connection is kept while it answers, and made anew after it has not.
 *
 * <p>One thread asks; any may close it, which ends the question under way.
 */
final class SubscriptionProbe implements AutoCloseable {

    /** Messages looked at: enough to see past a few that are deferred or scheduled, which nobody receives. */
    private static final int PEEKED_MAX = 16;

    private final BrokerAccess access;
    private final SubQueue subQueue;
    private volatile ServiceBusReceiverAsyncClient client;

    private SubscriptionProbe(BrokerAccess access, SubQueue subQueue) {
        this.access = access;
        this.subQueue = subQueue;
    }

    /**
     * A probe of what an endpoint reads.
     *
     * @param within how long it waits for an answer
     * @throws IllegalArgumentException if the endpoint is none of Service Bus
     */
    static SubscriptionProbe of(Endpoint endpoint, Duration within) {
        if (endpoint instanceof ServiceBusEndpoint serviceBus) {
            return new SubscriptionProbe(new BrokerAccess(serviceBus.getConfiguration(), within),
                    serviceBus.getConfiguration().getSubQueue());
        }
        throw new IllegalArgumentException(endpoint + " is not of Service Bus, and can't be watched as if it were; take the "
                + "watchdog out of its route's policies");
    }

    /**
     * The sequence numbers of the first messages that are there and could be received, in order; those that somebody is
     * handling or has locked are among them, for the broker does not show which they are.
     *
     * @throws BrokerUnreachableException if there is no answer in time, or none but an error
     */
    List<Long> peeked() {
        try {
            ServiceBusReceiverAsyncClient asked = client == null ? access.receiver(subQueue).buildAsyncClient() : client;
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
