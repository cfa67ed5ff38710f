package serai.sources;

/** A broker can't be asked. The message is one line with the place, the cause and the remedy, without secrets. */
final class BrokerUnreachableException extends RuntimeException {

    BrokerUnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
