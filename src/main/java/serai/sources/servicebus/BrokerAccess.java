package serai.sources.servicebus;

import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.core.amqp.exception.AmqpErrorCondition;
import com.azure.core.amqp.exception.AmqpException;
import com.azure.core.credential.TokenCredential;
import com.azure.core.exception.ClientAuthenticationException;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusClientBuilder.ServiceBusReceiverClientBuilder;
import com.azure.messaging.servicebus.ServiceBusException;
import com.azure.messaging.servicebus.models.SubQueue;
import org.apache.camel.component.azure.servicebus.CredentialType;
import org.apache.camel.component.azure.servicebus.ServiceBusConfiguration;
import org.apache.camel.component.azure.servicebus.ServiceBusType;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;
import serai.model.FailureText;

import java.time.Duration;

/**
 * Connects to a subscription or queue besides the endpoint that reads it, and says in one line why that fails. It signs in as
 * the endpoint does, and retries nothing.
 */
final class BrokerAccess {

    private final ServiceBusConfiguration configuration;
    private final Duration within;
    private final @Nullable TokenCredential credential;

    /** @param within how long to wait for an answer */
    BrokerAccess(ServiceBusConfiguration configuration, Duration within) {
        this.configuration = configuration;
        this.within = within;
        this.credential = configuration.getCredentialType() == CredentialType.AZURE_IDENTITY
                ? new DefaultAzureCredentialBuilder().build() : configuration.getTokenCredential();
    }

    Duration within() {
        return within;
    }

    /**
     * A builder of receivers that share one connection.
     *
     * @param subQueue null for the subscription or queue itself
     */
    ServiceBusReceiverClientBuilder receiver(@Nullable SubQueue subQueue) {
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
        ServiceBusReceiverClientBuilder receiver = builder.receiver().disableAutoComplete();
        if (configuration.getServiceBusType() == ServiceBusType.queue) {
            receiver.queueName(configuration.getTopicOrQueueName());
        } else {
            receiver.topicName(configuration.getTopicOrQueueName()).subscriptionName(configuration.getSubscriptionName());
        }
        return receiver.subQueue(subQueue);
    }

    /** Says in one line what a receiver's failure means. */
    BrokerUnreachableException unreachable(RuntimeException failure) {
        Throwable cause = Exceptions.unwrap(failure);
        if (cause instanceof ServiceBusException && cause.getCause() != null) { // only this cause says what has failed
            cause = cause.getCause();
        }
        String entity = configuration.getServiceBusType() == ServiceBusType.queue ? configuration.getTopicOrQueueName()
                : configuration.getTopicOrQueueName() + "/" + configuration.getSubscriptionName();
        return new BrokerUnreachableException("can't receive from %s of Service Bus: %s; %s"
                .formatted(entity, reason(cause), remedy(cause)), cause);
    }

    private String reason(Throwable cause) {
        return cause instanceof IllegalStateException ? "no answer within %s ms".formatted(within.toMillis())
                : FailureText.firstLine(cause);
    }

    private static String remedy(Throwable cause) {
        AmqpErrorCondition condition = cause instanceof AmqpException amqp ? amqp.getErrorCondition() : null;
        if (cause instanceof ClientAuthenticationException || condition == AmqpErrorCondition.UNAUTHORIZED_ACCESS) {
            return "sign in with an identity that has the role Azure Service Bus Data Receiver there, or with a connection string "
                    + "that has the right Listen";
        }
        if (condition == AmqpErrorCondition.NOT_FOUND) {
            return "set serai.servicebus.topic and serai.servicebus.subscription to existing ones";
        }
        return "check that serai.servicebus.namespace or serai.servicebus.connection names it, that it is up, and that the network "
                + "lets AMQP through";
    }
}
