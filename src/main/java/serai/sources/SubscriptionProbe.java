package serai.sources;

import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.core.amqp.exception.AmqpErrorCondition;
import com.azure.core.amqp.exception.AmqpException;
import com.azure.core.credential.TokenCredential;
import com.azure.core.exception.ClientAuthenticationException;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusClientBuilder.ServiceBusReceiverClientBuilder;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverAsyncClient;
import com.azure.messaging.servicebus.models.ServiceBusMessageState;
import org.apache.camel.Endpoint;
import org.apache.camel.component.azure.servicebus.CredentialType;
import org.apache.camel.component.azure.servicebus.ServiceBusConfiguration;
import org.apache.camel.component.azure.servicebus.ServiceBusEndpoint;
import org.apache.camel.component.azure.servicebus.ServiceBusType;
import reactor.core.Exceptions;

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

    private final ServiceBusConfiguration configuration;
    private final Duration within;
    private final TokenCredential credential;
    private volatile ServiceBusReceiverAsyncClient client;

    private SubscriptionProbe(ServiceBusConfiguration configuration, Duration within) {
        this.configuration = configuration;
        this.within = within;
        this.credential = configuration.getCredentialType() == CredentialType.AZURE_IDENTITY
                ? new DefaultAzureCredentialBuilder().build() : configuration.getTokenCredential();
    }

    /**
     * A probe of what an endpoint reads.
     *
     * @param within how long it waits for an answer
     * @throws IllegalArgumentException if the endpoint is none of Service Bus
     */
    static SubscriptionProbe of(Endpoint endpoint, Duration within) {
        if (endpoint instanceof ServiceBusEndpoint serviceBus) {
            return new SubscriptionProbe(serviceBus.getConfiguration(), within);
        }
        throw new IllegalArgumentException(endpoint + " is not of Service Bus, and can't be watched as if it were; take the "
                + "watchdog out of its route's policies");
    }

    /**
     * Whether messages are there that could be received, those that somebody is handling among them.
     *
     * @throws BrokerUnreachableException if there is no answer in time, or none but an error
     */
    boolean seesMessages() {
        try {
            ServiceBusReceiverAsyncClient asked = client == null ? connected() : client;
            client = asked;
            List<ServiceBusReceivedMessage> peeked = asked.peekMessages(PEEKED_MAX, 0).collectList().block(within);
            return peeked.stream().anyMatch(message -> message.getState() == ServiceBusMessageState.ACTIVE);
        } catch (RuntimeException e) {
            close();
            throw unreachable(Exceptions.unwrap(e));
        }
    }

    private ServiceBusReceiverAsyncClient connected() {
        ServiceBusClientBuilder builder = new ServiceBusClientBuilder()
                .transportType(configuration.getAmqpTransportType())
                .clientOptions(configuration.getClientOptions())
                .proxyOptions(configuration.getProxyOptions())
                .retryOptions(new AmqpRetryOptions().setMaxRetries(0).setTryTimeout(within));
        if (configuration.getCredentialType() == CredentialType.CONNECTION_STRING) {
            builder.connectionString(configuration.getConnectionString());
        } else {
            builder.credential(configuration.getFullyQualifiedNamespace(), credential);
        }
        ServiceBusReceiverClientBuilder receiver = builder.receiver();
        if (configuration.getServiceBusType() == ServiceBusType.queue) {
            receiver.queueName(configuration.getTopicOrQueueName());
        } else {
            receiver.topicName(configuration.getTopicOrQueueName()).subscriptionName(configuration.getSubscriptionName());
        }
        return receiver.subQueue(configuration.getSubQueue()).buildAsyncClient();
    }

    private BrokerUnreachableException unreachable(Throwable cause) {
        String entity = configuration.getServiceBusType() == ServiceBusType.queue ? configuration.getTopicOrQueueName()
                : configuration.getTopicOrQueueName() + "/" + configuration.getSubscriptionName();
        return new BrokerUnreachableException("%s of Service Bus can't be received from: %s; %s"
                .formatted(entity, reason(cause), remedy(cause)), cause);
    }

    private String reason(Throwable cause) {
        return cause instanceof IllegalStateException ? "no answer within %d ms".formatted(within.toMillis())
                : BrokerTrouble.inOneLine(cause);
    }

    private static String remedy(Throwable cause) {
        AmqpErrorCondition condition = cause instanceof AmqpException amqp ? amqp.getErrorCondition() : null;
        if (cause instanceof ClientAuthenticationException || condition == AmqpErrorCondition.UNAUTHORIZED_ACCESS) {
            return "sign in with an identity that is Azure Service Bus Data Receiver there, or with a connection string that "
                    + "has the right Listen";
        }
        if (condition == AmqpErrorCondition.NOT_FOUND) {
            return "set serai.servicebus.topic and serai.servicebus.subscription to what is there";
        }
        return "see that serai.servicebus.namespace or serai.servicebus.connection names it, that it is up, and that the "
                + "network lets AMQP through";
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
