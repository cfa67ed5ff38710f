package serai.sandbox.servicebus;

import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.transport.DeliveryState;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Receiver;
import serai.sandbox.servicebus.queue.MessageQueue;
import serai.sandbox.servicebus.queue.Sections;
import serai.sandbox.servicebus.queue.StoredMessage;

import java.util.List;

/** A link on which a client sends, single messages and batches, to a queue or to a topic's subscriptions. */
final class SenderLink implements LinkEnd {

    /** The default of Service Bus's premium tier. */
    static final int MESSAGE_BYTES_MAX = 1 << 20;

    private static final int CREDIT = 500;
    private static final int BATCH_FORMAT = 0x80013700;

    private final Receiver link;
    private final Entities.Destination destination;

    SenderLink(Receiver link, Entities.Destination destination) {
        this.link = link;
        this.destination = destination;
        link.flow(CREDIT);
    }

    @Override
    public void onDelivery(Delivery delivery) {
        if (delivery.pending() > MESSAGE_BYTES_MAX) {
            link.setCondition(Errors.tooLarge(MESSAGE_BYTES_MAX));
            link.close();
        } else if (!delivery.isPartial() && delivery.isReadable()) {
            byte[] message = LinkEnd.receive(link, delivery);
            delivery.disposition(publish(message, delivery.getMessageFormat() == BATCH_FORMAT));
            delivery.settle();
            destination.queues().forEach(MessageQueue::deliver);
        }
    }

    private DeliveryState publish(byte[] message, boolean batch) {
        List<StoredMessage> messages;
        try {
            List<byte[]> encoded = batch ? Sections.messagesOf(message) : List.of(message);
            messages = encoded.stream().map(StoredMessage::read).toList();
        } catch (RuntimeException e) {
            return Errors.rejected(Errors.unreadable(e));
        }
        if (!destination.queues().stream().allMatch(queue -> queue.hasRoomFor(messages.size()))) {
            return Errors.rejected(Errors.full(destination.path()));
        }
        destination.queues().forEach(queue -> messages.forEach(queue::enqueue));
        return Accepted.getInstance();
    }
}
