package serai.sources.servicebus;

import com.azure.messaging.servicebus.ServiceBusReceivedMessageContext;
import com.azure.messaging.servicebus.models.DeadLetterOptions;
import com.azure.messaging.servicebus.models.ServiceBusReceiveMode;
import com.azure.messaging.servicebus.models.SubQueue;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.component.azure.servicebus.ServiceBusConfiguration;
import org.apache.camel.component.azure.servicebus.ServiceBusConsumer;
import org.apache.camel.spi.Synchronization;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Optional;

/**
 * Moves a message that has failed to the broker's dead letters, with {@link DeadLetterReason}; the dead letters of destinations
 * are others, and stand in the journal. Camel's component would write the exception's class and message and its stack trace,
 * which tell an operator little and may quote the message.
 */
final class DeadLettering {

    private DeadLettering() {
    }

    /**
     * Whether it was for this to settle, and is settled.
     *
     * @param settlement what the consumer would do
     * @throws RuntimeException if the broker can't be told; the message comes again
     */
    static boolean isCarriedOut(Consumer consumer, Exchange failed, Synchronization settlement) {
        if (!(consumer instanceof ServiceBusConsumer serviceBus) || !deadLetters(serviceBus.getConfiguration())
                || failed.getException() == null) {
            return false;
        }
        Optional<ServiceBusReceivedMessageContext> context = context(settlement);
        context.ifPresent(message -> {
            serviceBus.getExceptionHandler().handleException("", failed, failed.getException());
            DeadLetterReason words = DeadLetterReason.of(failed.getException(), message.getMessage().getSequenceNumber());
            message.deadLetter(new DeadLetterOptions().setDeadLetterReason(words.reason())
                    .setDeadLetterErrorDescription(words.description()));
        });
        return context.isPresent();
    }

    /** Those that an endpoint's options let the component dead-letter. */
    private static boolean deadLetters(ServiceBusConfiguration configuration) {
        SubQueue subQueue = configuration.getSubQueue();
        return configuration.isEnableDeadLettering() && (subQueue == null || subQueue == SubQueue.NONE)
                && configuration.getServiceBusReceiveMode() == ServiceBusReceiveMode.PEEK_LOCK;
    }

    /** The component keeps it to itself; without it, the component settles as it always did. */
    private static Optional<ServiceBusReceivedMessageContext> context(Synchronization settlement) {
        return Arrays.stream(settlement.getClass().getDeclaredFields())
                .filter(field -> field.getType() == ServiceBusReceivedMessageContext.class).findFirst()
                .filter(Field::trySetAccessible).map(field -> {
                    try {
                        return (ServiceBusReceivedMessageContext) field.get(settlement);
                    } catch (IllegalAccessException e) {
                        throw new IllegalStateException(e); // it was made accessible
                    }
                });
    }
}
