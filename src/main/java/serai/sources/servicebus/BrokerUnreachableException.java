package serai.sources.servicebus;

/**
 * A broker can't be reached, or refuses to answer. The message is one line with the place, the cause and the remedy, without
 * secrets.
 */
public final class BrokerUnreachableException extends RuntimeException {

    BrokerUnreachableException(String message, Throwable cause) {
        super(message);
        addSuppressed(cause); // for debugging only: the message tells it already, and a cause would be printed a second time
    }
}
