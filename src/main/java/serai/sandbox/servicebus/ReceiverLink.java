package serai.sandbox.servicebus;

import org.apache.qpid.proton.amqp.messaging.Rejected;
import org.apache.qpid.proton.amqp.transport.DeliveryState;
import org.apache.qpid.proton.amqp.transport.SenderSettleMode;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Sender;
import serai.sandbox.servicebus.queue.MessageQueue;
import serai.sandbox.servicebus.queue.MessageReceiver;
import serai.sandbox.servicebus.queue.MessageSettlement;

import java.util.Optional;
import java.util.UUID;

/** A link on which a client receives: messages go out on it, settlements come back. */
final class ReceiverLink implements LinkEnd, MessageReceiver {

    /** How many bytes may wait in each session for a client that doesn't read. */
    private static final int WAITING_BYTES_MAX = 4 << 20;

    private final Sender link;
    private final MessageQueue queue;
    private final AmqpConnection connection;

    ReceiverLink(Sender link, MessageQueue queue, AmqpConnection connection) {
        this.link = link;
        this.queue = queue;
        this.connection = connection;
        queue.attach(this);
    }

    @Override
    public boolean takesMessages() {
        return link.getCredit() > 0 && connection.keepsUp()
                && link.getSession().getOutgoingBytes() < WAITING_BYTES_MAX;
    }

    @Override
    public boolean settlesOnDelivery() {
        return link.getRemoteSenderSettleMode() == SenderSettleMode.SETTLED;
    }

    @Override
    public void send(UUID token, byte[] message) {
        Delivery delivery = link.delivery(LockToken.deliveryTag(token));
        delivery.setContext(token);
        link.send(message, 0, message.length);
        if (settlesOnDelivery()) {
            delivery.settle();
        }
        link.advance();
        connection.flushSoon();
    }

    /** Called when there is nothing more to send: if the client drains the link, its credit is returned. */
    @Override
    public void drained() {
        if (link.getDrain()) {
            link.drained();
            connection.flushSoon();
        }
    }

    void deliver() {
        queue.deliver();
    }

    @Override
    public void onDelivery(Delivery delivery) {
        DeliveryState state = delivery.getRemoteState();
        if (state != null && delivery.getLocalState() == null) {
            delivery.disposition(settle((UUID) delivery.getContext(), state));
            delivery.settle();
            queue.deliver();
        } else if (delivery.remotelySettled()) {
            delivery.settle();
        }
    }

    /** Settles, and returns the state to answer: the client's own state if that was done. */
    private DeliveryState settle(UUID token, DeliveryState state) {
        Optional<MessageSettlement> settlement = MessageSettlement.of(state);
        if (settlement.isEmpty()) {
            return Errors.rejected(Errors.notImplemented(state.getType().toString()));
        }
        if (!queue.settle(token, settlement.get())) {
            return Errors.rejected(Errors.lockLost());
        }
        // The answer has no error, because the SDK for JavaScript takes a repeated error for a failure.
        return state instanceof Rejected ? new Rejected() : state;
    }

    @Override
    public void detach() {
        link.setCondition(Errors.detached());
        link.close();
        queue.detach(this);
        connection.flushSoon();
    }

    @Override
    public void onDetached() {
        queue.detach(this);
    }
}
