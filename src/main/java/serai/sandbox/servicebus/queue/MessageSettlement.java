package serai.sandbox.servicebus.queue;

import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.messaging.Modified;
import org.apache.qpid.proton.amqp.messaging.Rejected;
import org.apache.qpid.proton.amqp.messaging.Released;
import org.apache.qpid.proton.amqp.transport.DeliveryState;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A receiver's decision about a message that it has locked.
 *
 * @param outcome    what happens to the message
 * @param properties properties to add to the message's application properties
 */
public record MessageSettlement(Outcome outcome, Map<String, Object> properties) {

    private static final String REASON = "DeadLetterReason";
    private static final String DESCRIPTION = "DeadLetterErrorDescription";

    enum Outcome {
        /** Remove the message. */
        COMPLETE,
        /** Deliver the message again; this delivery counts. */
        ABANDON,
        /** Deliver the message again; this delivery doesn't count. */
        RELEASE,
        /** Move the message to the dead letters. */
        DEAD_LETTER
    }

    /** The settlement in a disposition; empty for those that the sandbox doesn't support: deferring, transactions. */
    public static Optional<MessageSettlement> of(DeliveryState state) {
        if (state instanceof Accepted) {
            return of(Outcome.COMPLETE, Map.of());
        }
        if (state instanceof Released) {
            return of(Outcome.RELEASE, Map.of());
        }
        if (state instanceof Modified modified && !Boolean.TRUE.equals(modified.getUndeliverableHere())) {
            return of(Outcome.ABANDON, modified.getMessageAnnotations());
        }
        if (state instanceof Rejected rejected) {
            return of(Outcome.DEAD_LETTER, rejected.getError() == null ? Map.of() : rejected.getError().getInfo());
        }
        return Optional.empty();
    }

    /** The settlement in an {@code update-disposition} request; empty for those that the sandbox doesn't support. */
    public static Optional<MessageSettlement> of(Map<?, ?> request) {
        Map<Object, Object> properties = new LinkedHashMap<>();
        if (request.get("properties-to-modify") instanceof Map<?, ?> modified) {
            properties.putAll(modified);
        }
        properties.put(REASON, request.get("deadletter-reason"));
        properties.put(DESCRIPTION, request.get("deadletter-description"));
        return switch (String.valueOf(request.get("disposition-status"))) {
            case "completed" -> of(Outcome.COMPLETE, Map.of());
            case "abandoned" -> of(Outcome.ABANDON, properties);
            case "suspended" -> of(Outcome.DEAD_LETTER, properties);
            default -> Optional.empty();
        };
    }

    /** The settlement of a message that has reached the greatest number of deliveries. */
    static MessageSettlement tooManyDeliveries(int deliveries) {
        return new MessageSettlement(Outcome.DEAD_LETTER, Map.of(REASON, "MaxDeliveryCountExceeded", DESCRIPTION,
                "Message could not be consumed after " + deliveries + " delivery attempts."));
    }

    private static Optional<MessageSettlement> of(Outcome outcome, Map<?, ?> properties) {
        Map<String, Object> named = new LinkedHashMap<>();
        if (properties != null) {
            properties.forEach((name, value) -> {
                if (value != null) {
                    named.put(name.toString(), value);
                }
            });
        }
        return Optional.of(new MessageSettlement(outcome, named));
    }
}
