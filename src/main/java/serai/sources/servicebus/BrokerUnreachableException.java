package serai.sources.servicebus;

/** A broker can't be asked. The message is one line with the place, the cause and the remedy, without secrets. */
final class BrokerUnreachableException extends RuntimeException {

    BrokerUnreachableException(String message, Throwable cause) {
        super(message);
        addSuppressed(cause); // for whoever debugs: the line has told it, and a cause would be told a second time
    }
}
