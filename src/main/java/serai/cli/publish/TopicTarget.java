package serai.cli.publish;

import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusException;
import com.azure.messaging.servicebus.ServiceBusFailureReason;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusSenderAsyncClient;
import serai.cli.terminal.Logging;
import serai.sandbox.servicebus.ServiceBusNamespace;
import serai.settings.Settings;
import serai.settings.known.SandboxSetting;
import serai.settings.known.ServiceBusSetting;
import serai.tls.LoopbackHosts;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Service Bus topic. It is published to with the Azure SDK, as Microsoft Community Training does. */
public final class TopicTarget implements PublishTarget {

    private static final Duration ANSWER_MAX = Duration.ofSeconds(10);
    private static final Pattern ENDPOINT = Pattern.compile("(?i)Endpoint=sb://([^/;]+)");
    /** Failures that a retry would not mend. */
    private static final Set<ServiceBusFailureReason> FOR_GOOD = Set.of(ServiceBusFailureReason.UNAUTHORIZED,
            ServiceBusFailureReason.MESSAGING_ENTITY_NOT_FOUND, ServiceBusFailureReason.MESSAGING_ENTITY_DISABLED,
            ServiceBusFailureReason.MESSAGE_SIZE_EXCEEDED);

    private final String host;
    private final String topic;
    private final ServiceBusSenderAsyncClient sender;

    private TopicTarget(String host, String topic, ServiceBusClientBuilder namespace) {
        this.host = host;
        this.topic = topic;
        // The caller decides about retries.
        this.sender = namespace.retryOptions(new AmqpRetryOptions().setMaxRetries(0).setTryTimeout(ANSWER_MAX))
                .sender().topicName(topic).buildAsyncClient();
    }

    /** A topic of the namespace in the settings; of the sandbox of {@code ./serai run} if none is set. */
    public static TopicTarget of(Settings settings, String topic) {
        String connection = settings.text(ServiceBusSetting.CONNECTION);
        String namespace = settings.text(ServiceBusSetting.NAMESPACE);
        if (connection.isEmpty() && !namespace.isEmpty()) {
            return new TopicTarget(namespace, topic, new ServiceBusClientBuilder().fullyQualifiedNamespace(namespace)
                    .credential(new DefaultAzureCredentialBuilder().build()));
        }
        return by(connection.isEmpty() ? ServiceBusNamespace.connectionString(Sandbox.HOST,
                settings.number(SandboxSetting.SERVICEBUS_PORT)) : connection, topic);
    }

    public static TopicTarget by(String connection, String topic) {
        Matcher endpoint = ENDPOINT.matcher(connection);
        return new TopicTarget(endpoint.find() ? endpoint.group(1) : "?", topic,
                new ServiceBusClientBuilder().connectionString(connection));
    }

    @Override
    public CompletableFuture<PublishOutcome> send(byte[] body) {
        return sender.sendMessage(new ServiceBusMessage(body).setContentType("application/json")).toFuture()
                .thenApply(sent -> PublishOutcome.TAKEN)
                .exceptionallyCompose(this::failed);
    }

    private CompletableFuture<PublishOutcome> failed(Throwable failure) {
        Logging.debug(failure);
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        if (cause instanceof ServiceBusException refused && FOR_GOOD.contains(refused.getReason())) {
            return CompletableFuture.failedFuture(new IOException(("%s does not accept messages (%s); check the topic's name, and "
                    + "that you may send to it").formatted(address(), refused.getReason())));
        }
        return CompletableFuture.completedFuture(PublishOutcome.NOT_NOW);
    }

    @Override
    public String address() {
        return "topic %s of %s".formatted(topic, host);
    }

    @Override
    public boolean isHere() {
        return LoopbackHosts.isHere(host.replaceFirst(":\\d+$", ""));
    }

    @Override
    public void close() {
        sender.close();
    }
}
