package serai.model;

import java.util.Optional;

/**
 * An exception whose message may be shown to others: in the answer to a publisher, on a dead letter at the broker, in the log.
 * The message quotes nothing of an event, and holds no secret. The message of any other exception may quote the data that
 * caused it.
 */
public interface ShowableMessage {

    /** Place, cause and remedy in one line, without personal data. */
    String getMessage();

    /** The message of a failure; empty if it may not be shown, or there is none. */
    static Optional<String> of(Throwable failure) {
        return failure instanceof ShowableMessage showable ? Optional.ofNullable(showable.getMessage()) : Optional.empty();
    }
}
