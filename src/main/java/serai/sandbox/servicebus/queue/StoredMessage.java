package serai.sandbox.servicebus.queue;

import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.UnsignedInteger;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.amqp.messaging.DeliveryAnnotations;
import org.apache.qpid.proton.amqp.messaging.Header;
import org.apache.qpid.proton.amqp.messaging.MessageAnnotations;
import org.apache.qpid.proton.amqp.messaging.Properties;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A message in a queue. The sender's properties, body and footer stay unchanged; header and annotations are written anew for
 * each delivery.
 *
 * @param sequenceNumber its place in the queue, from 1
 * @param enqueuedAt     when it came in
 * @param deliveries     how often the message was delivered to a receiver
 * @param timeToLive     in milliseconds, as sent; null for none. It is passed on to receivers, but messages never expire here
 * @param annotations    the sender's annotations
 * @param content        the encoded sections from the properties on
 */
public record StoredMessage(long sequenceNumber, Instant enqueuedAt, int deliveries, @Nullable UnsignedInteger timeToLive,
        Map<Symbol, Object> annotations, byte[] content) {

    private static final Symbol SEQUENCE_NUMBER = Symbol.valueOf("x-opt-sequence-number");
    private static final Symbol ENQUEUED_SEQUENCE_NUMBER = Symbol.valueOf("x-opt-enqueue-sequence-number");
    private static final Symbol ENQUEUED_TIME = Symbol.valueOf("x-opt-enqueued-time");
    private static final Symbol LOCKED_UNTIL = Symbol.valueOf("x-opt-locked-until");
    private static final Symbol STATE = Symbol.valueOf("x-opt-message-state");
    private static final int ACTIVE = 0;

    /**
     * A message as a sender wrote it, not yet in a queue.
     *
     * @throws RuntimeException as {@link Sections#read}
     */
    public static StoredMessage read(byte[] message) {
        UnsignedInteger timeToLive = null;
        Map<Symbol, Object> annotations = new HashMap<>();
        ByteArrayOutputStream content = new ByteArrayOutputStream(message.length);
        for (Sections.Section section : Sections.read(message)) {
            if (section.value() instanceof Header header) {
                timeToLive = header.getTtl();
            } else if (section.value() instanceof MessageAnnotations sent) {
                annotations.putAll(sent.getValue());
            } else if (!(section.value() instanceof DeliveryAnnotations)) {
                content.write(message, section.from(), section.to() - section.from());
            }
        }
        return new StoredMessage(0, Instant.EPOCH, 0, timeToLive, annotations, content.toByteArray());
    }

    StoredMessage enqueued(long number, Instant now) {
        return new StoredMessage(number, now, deliveries, timeToLive, annotations, content);
    }

    StoredMessage withDeliveries(int count) {
        return new StoredMessage(sequenceNumber, enqueuedAt, count, timeToLive, annotations, content);
    }

    /** The same message with these properties added to its application properties. */
    StoredMessage with(Map<String, Object> added) {
        if (added.isEmpty()) {
            return this;
        }
        List<Object> head = new ArrayList<>();
        Map<String, Object> applicationProperties = new LinkedHashMap<>();
        ByteArrayOutputStream body = new ByteArrayOutputStream(content.length);
        for (Sections.Section section : Sections.read(content)) {
            if (section.value() instanceof Properties properties) {
                head.add(properties);
            } else if (section.value() instanceof ApplicationProperties sent) {
                applicationProperties.putAll(sent.getValue());
            } else {
                body.write(content, section.from(), section.to() - section.from());
            }
        }
        applicationProperties.putAll(added);
        head.add(new ApplicationProperties(applicationProperties));
        return new StoredMessage(sequenceNumber, enqueuedAt, deliveries, timeToLive, annotations,
                Sections.write(head, body.toByteArray()));
    }

    /** The message in the form for a receiver that has locked it. */
    byte[] lockedUntil(Instant end) {
        return Sections.write(List.of(header(), annotations(Map.of(LOCKED_UNTIL, Date.from(end)))), content);
    }

    /** The message in the form for a receiver that takes no lock. */
    public byte[] unlocked() {
        return Sections.write(List.of(header(), annotations(Map.of())), content);
    }

    private Header header() {
        // The SDK for Java fails on a message without a header.
        Header header = new Header();
        header.setDurable(true);
        header.setTtl(timeToLive);
        header.setDeliveryCount(UnsignedInteger.valueOf(deliveries));
        return header;
    }

    private MessageAnnotations annotations(Map<Symbol, Object> lock) {
        Map<Symbol, Object> all = new HashMap<>(annotations);
        all.put(SEQUENCE_NUMBER, sequenceNumber);
        all.put(ENQUEUED_SEQUENCE_NUMBER, sequenceNumber);
        all.put(ENQUEUED_TIME, Date.from(enqueuedAt));
        all.put(STATE, ACTIVE);
        all.putAll(lock);
        return new MessageAnnotations(all);
    }
}
