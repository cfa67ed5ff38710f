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
 * Moves a failed message to the broker's dead letters, with a {@link BrokerDeadLetterReason}. (Dead letters of destinations are in
 * the journal.) Camel's component would write the exception's class and message and its stack trace, which tell an operator
 * little and may quote the message.
 */
final class BrokerDeadLettering {

    private BrokerDeadLettering() {
    }

    /**
     * Moves a failed message to the dead letters, if its endpoint's options allow that; returns whether it has done so.
     *
     * @param settlement the consumer's own action at the end of the exchange
     * @throws RuntimeException if the broker can't be reached; the message comes again
     */
    static boolean isCarriedOut(Consumer consumer, Exchange failed, Synchronization settlement) {
        if (!(consumer instanceof ServiceBusConsumer serviceBus) || !deadLetters(serviceBus.getConfiguration())
                || failed.getException() == null) {
            return false;
        }
        Optional<ServiceBusReceivedMessageContext> context = context(settlement);
        context.ifPresent(message -> {
            serviceBus.getExceptionHandler().handleException("", failed, failed.getException());
            BrokerDeadLetterReason words =
                    BrokerDeadLetterReason.of(failed.getException(), message.getMessage().getSequenceNumber());
            message.deadLetter(new DeadLetterOptions().setDeadLetterReason(words.reason())
                    .setDeadLetterErrorDescription(words.description()));
        });
        return context.isPresent();
    }

    /** Whether the endpoint's options let the component dead-letter messages. */
    private static boolean deadLetters(ServiceBusConfiguration configuration) {
        SubQueue subQueue = configuration.getSubQueue();
        return configuration.isEnableDeadLettering() && (subQueue == null || subQueue == SubQueue.NONE)
                && configuration.getServiceBusReceiveMode() == ServiceBusReceiveMode.PEEK_LOCK;
    }

    /**
     * The message's context, which the component keeps in a private field. If that field is not found, the component settles
     * the message itself.
     */
    private static Optional<ServiceBusReceivedMessageContext> context(Synchronization settlement) {
        return Arrays.stream(settlement.getClass().getDeclaredFields())
                .filter(field -> field.getType() == ServiceBusReceivedMessageContext.class).findFirst()
                .filter(Field::trySetAccessible).map(field -> {
                    try {
                        return (ServiceBusReceivedMessageContext) field.get(settlement);
                    } catch (IllegalAccessException e) {
                        throw new IllegalStateException(e); // can't happen: the field was made accessible
                    }
                });
    }
}
