package serai.sandbox.servicebus.queue;

import java.util.UUID;

/** A receiver of a queue's messages. */
public interface MessageReceiver {

    /** Whether it takes another message now. */
    boolean takesMessages();

    /** Whether a message is settled by its delivery (receive-and-delete), so that it takes no lock. */
    boolean settlesOnDelivery();

    /**
     * Sends it a message.
     *
     * @param token the token of the message's lock, or any other if it takes none
     */
    void send(UUID token, byte[] message);

    /** Called when the queue has nothing more to send. */
    void drained();

    /** Ends the reception with an error. */
    void detach();
}
