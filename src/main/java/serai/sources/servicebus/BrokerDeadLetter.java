package serai.sources.servicebus;

import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import serai.model.LearningRecord;
import serai.model.Payload;
import serai.sources.EventDecoder;
import serai.sources.UnreadableEventException;

import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A message that stands in a dead-letter sub-queue.
 *
 * @param number      its sequence number
 * @param enqueuedAt  when it was published
 * @param deliveries  how often it has been delivered
 * @param reason      why it was dead-lettered, as whoever did so has said; null for nothing
 * @param description the same at more length; null for nothing
 * @param body        as published; null where the body is an AMQP value or sequence
 * @param record      what it is decoded to now; null where it can't be
 * @param problem     why it can't be decoded, quoting nothing of it; null where it can
 */
public record BrokerDeadLetter(long number, Instant enqueuedAt, long deliveries, String reason, String description, Payload body,
                               LearningRecord record, String problem) {

    /** The service's own reasons, which come with words of its own. */
    private static final Set<String> OF_THE_SERVICE = Set.of("MaxDeliveryCountExceeded", "TTLExpiredException",
            "HeaderSizeExceeded", "MaxTransferHopCountExceeded", "Session ID is null.");
    /** As Serai wrote them until 2026-11. */
    private static final Pattern OF_SERAI_BEFORE = Pattern.compile("serai\\.[\\w.]+Exception: .*");

    static BrokerDeadLetter of(ServiceBusReceivedMessage message, EventDecoder decoder) {
        Payload body = null;
        LearningRecord record = null;
        String problem = null;
        try {
            body = Payload.of(message.getBody().toBytes());
            record = decoder.decode(body.bytes());
        } catch (UnsupportedOperationException e) {
            problem = "the body is an AMQP value or sequence; publish events as data";
        } catch (UnreadableEventException e) {
            problem = e.getMessage();
        }
        return new BrokerDeadLetter(message.getSequenceNumber(), message.getEnqueuedTime().toInstant(),
                message.getDeliveryCount(), blankToNull(message.getDeadLetterReason()),
                blankToNull(message.getDeadLetterErrorDescription()), body, record, problem);
    }

    private static String blankToNull(String text) {
        return text == null || text.isBlank() ? null : text;
    }

    /** Whether reason and description are Serai's or the service's, and so quote nothing of the message. */
    public boolean isToldWithoutPersonalData() {
        return reason == null ? description == null : DeadLetterReason.isOurs(reason) || OF_THE_SERVICE.contains(reason)
                || OF_SERAI_BEFORE.matcher(reason).matches();
    }
}
