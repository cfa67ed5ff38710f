package serai.sandbox.servicebus;

import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Receiver;

/** The server's end of a link that a client has attached. */
interface LinkEnd {

    /** Called when a delivery has arrived, or the client has changed the state of a delivery that was sent to it. */
    void onDelivery(Delivery delivery);

    /** Reads the bytes of a complete delivery, and gives the client credit for another. */
    static byte[] receive(Receiver link, Delivery delivery) {
        byte[] message = new byte[delivery.pending()];
        link.recv(message, 0, message.length);
        link.advance();
        link.flow(1);
        return message;
    }

    /** Called when the link, or its whole connection, has ended. */
    default void onDetached() {
    }
}
