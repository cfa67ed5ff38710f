package serai.sandbox.servicebus;

import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Receiver;

/** Our end of a link that a client has attached. */
interface LinkEnd {

    /** A delivery has come in, or the client has said something new about one that went out. */
    void onDelivery(Delivery delivery);

    /** A delivery that is complete: its bytes. Makes room for another. */
    static byte[] receive(Receiver link, Delivery delivery) {
        byte[] message = new byte[delivery.pending()];
        link.recv(message, 0, message.length);
        link.advance();
        link.flow(1);
        return message;
    }

    /** The link, or its whole connection, is gone. */
    default void onDetached() {
    }
}
