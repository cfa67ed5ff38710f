package serai.bench.peer;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.models.ServiceBusReceiveMode;

import java.time.Duration;

/**
 * The SDK without Camel: a processor whose handler does nothing but complete. Arguments: connection string, topic, subscription,
 * concurrent calls, prefetch.
 */
public final class RawProcessor {

    private RawProcessor() {
    }

    public static void main(String[] args) {
        new ServiceBusClientBuilder().connectionString(args[0]).processor().topicName(args[1]).subscriptionName(args[2])
                .receiveMode(ServiceBusReceiveMode.PEEK_LOCK).disableAutoComplete()
                .maxConcurrentCalls(Integer.parseInt(args[3])).prefetchCount(Integer.parseInt(args[4]))
                .maxAutoLockRenewDuration(Duration.ofDays(1))
                .processMessage(context -> context.complete())
                .processError(context -> System.err.println(context.getException().getMessage()))
                .buildProcessorClient().start();
    }
}
