package serai.sandbox.servicebus;

import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.messaging.Modified;
import org.apache.qpid.proton.amqp.messaging.Rejected;
import org.apache.qpid.proton.amqp.messaging.Released;
import org.apache.qpid.proton.amqp.transport.DeliveryState;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a receiver decides about a message that it has locked.
 *
 * @param outcome    what becomes of the message
 * @param properties what is added to its application properties
 */
record Settlement(Outcome outcome, Map<String, Object> properties) {

    private static final String REASON = "DeadLetterReason";
    private static final String DESCRIPTION = "DeadLetterErrorDescription";

    enum Outcome {
        /** Done with. */
        COMPLETE,
        /** To be delivered again; this delivery counts. */
        ABANDON,
        /** To be delivered again, as if this delivery hadn't been. */
        RELEASE,
        /** Off to the dead letters. */
        DEAD_LETTER
    }

    /** The settlement in a disposition; empty for what the sandbox doesn't know: deferring, transactions. */
    static Optional<Settlement> of(DeliveryState state) {
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

    /** The settlement in an {@code update-disposition} request; empty for what the sandbox doesn't know. */
    static Optional<Settlement> of(Map<?, ?> request) {
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

    /** What becomes of a message that has been delivered as often as may be. */
    static Settlement tooManyDeliveries(int deliveries) {
        return new Settlement(Outcome.DEAD_LETTER, Map.of(REASON, "MaxDeliveryCountExceeded", DESCRIPTION,
                "Message could not be consumed after " + deliveries + " delivery attempts."));
    }

    private static Optional<Settlement> of(Outcome outcome, Map<?, ?> properties) {
        Map<String, Object> named = new LinkedHashMap<>();
        if (properties != null) {
            properties.forEach((name, value) -> {
                if (value != null) {
                    named.put(name.toString(), value);
                }
            });
        }
        return Optional.of(new Settlement(outcome, named));
    }
}
