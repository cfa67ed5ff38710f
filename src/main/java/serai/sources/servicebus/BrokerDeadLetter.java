package serai.sources.servicebus;

import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import org.jspecify.annotations.Nullable;
import serai.model.LearningRecord;
import serai.model.Payload;
import serai.sources.EventDecoder;
import serai.sources.UnreadableEventException;

import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A message in a dead-letter sub-queue of Service Bus.
 *
 * @param number      its sequence number
 * @param enqueuedAt  when it was published
 * @param deliveries  how often it has been delivered
 * @param reason      why the message was dead-lettered, in the words of the party that did so; null if none was given
 * @param description the reason in more detail; null if none was given
 * @param body        the body as published; null if it is an AMQP value or sequence
 * @param record      the record that the decoder makes of the message now; null if the message can't be decoded
 * @param problem     why the message can't be decoded, without quoting it; null if it can be decoded
 */
public record BrokerDeadLetter(long number, Instant enqueuedAt, long deliveries, @Nullable String reason,
        @Nullable String description, @Nullable Payload body, @Nullable LearningRecord record, @Nullable String problem) {

    /** Reasons that Service Bus itself sets, with its own descriptions. */
    private static final String TOO_OFTEN = "MaxDeliveryCountExceeded";
    private static final Set<String> OF_THE_SERVICE = Set.of(TOO_OFTEN, "TTLExpiredException",
            "HeaderSizeExceeded", "MaxTransferHopCountExceeded", "Session ID is null.");
    /** The form of the reasons that Serai wrote until 2026-11. */
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

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    /** Whether Serai or Service Bus has written reason and description, so that they quote nothing of the message. */
    public boolean isToldWithoutPersonalData() {
        return reason == null ? description == null : BrokerDeadLetterReason.isOurs(reason) || OF_THE_SERVICE.contains(reason)
                || OF_SERAI_BEFORE.matcher(reason).matches();
    }

    /**
     * Whether it is here only because it was delivered too often and never settled. Serai settles each message that it has handled,
     * so the cause is receivers that ended while they had the message: restarts, kills, locks that ran out.
     */
    public boolean wasOnlyHandedOut() {
        return TOO_OFTEN.equals(reason) && problem == null;
    }
}
