package serai.sandbox.servicebus;

import org.apache.qpid.proton.engine.Delivery;

/** Our end of a link that a client has attached: proton's link carries it as its context. */
interface LinkEnd {

    /** A delivery has come in, or the client has said something new about one that went out. */
    void onDelivery(Delivery delivery);

    /** The link, or its whole connection, is gone. */
    default void onDetached() {
    }
}
