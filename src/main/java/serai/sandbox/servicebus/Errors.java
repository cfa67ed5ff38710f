package serai.sandbox.servicebus;

import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.Rejected;
import org.apache.qpid.proton.amqp.transport.AmqpError;
import org.apache.qpid.proton.amqp.transport.ConnectionError;
import org.apache.qpid.proton.amqp.transport.ErrorCondition;
import org.apache.qpid.proton.amqp.transport.LinkError;

/** The errors that clients get. The SDKs derive their failure reasons from the conditions. */
final class Errors {

    static final Symbol LOCK_LOST = Symbol.valueOf("com.microsoft:message-lock-lost");
    static final String LOCK_LOST_TEXT = "The lock supplied is invalid. Either the lock expired, or the message has "
            + "already been removed from the queue.";

    private Errors() {
    }

    static ErrorCondition notFound(String path) {
        return new ErrorCondition(AmqpError.NOT_FOUND, "The messaging entity '" + path + "' could not be found.");
    }

    static ErrorCondition lockLost() {
        return new ErrorCondition(LOCK_LOST, LOCK_LOST_TEXT);
    }

    static ErrorCondition full(String path) {
        return new ErrorCondition(AmqpError.RESOURCE_LIMIT_EXCEEDED,
                "The messaging entity '" + path + "' holds as many messages as it may.");
    }

    static ErrorCondition unreadable(RuntimeException cause) {
        return new ErrorCondition(AmqpError.DECODE_ERROR, "Not an AMQP message: " + cause.getMessage());
    }

    static ErrorCondition tooLarge(int bytesMax) {
        return new ErrorCondition(LinkError.MESSAGE_SIZE_EXCEEDED,
                "A message or batch may have " + bytesMax + " bytes.");
    }

    static ErrorCondition notImplemented(String what) {
        return new ErrorCondition(AmqpError.NOT_IMPLEMENTED, "The sandbox does not implement " + what + ".");
    }

    /** The state of a delivery that was refused, with the reason. */
    static Rejected rejected(ErrorCondition error) {
        Rejected rejected = new Rejected();
        rejected.setError(error);
        return rejected;
    }

    static ErrorCondition detached() {
        return new ErrorCondition(LinkError.DETACH_FORCED, "The link is detached by the broker.");
    }

    static ErrorCondition closing() {
        return new ErrorCondition(ConnectionError.CONNECTION_FORCED, "The sandbox is closing.");
    }
}
