package serai.webhook;

import serai.model.ShowableMessage;

/**
 * Too many passwords that are not known yet are being checked, in all or from the sender's address; the answer is a 429.
 * Without a stack trace, as {@link UnauthorizedException}.
 */
public final class TooManyAttemptsException extends RuntimeException implements ShowableMessage {

    public TooManyAttemptsException() {
        super("too many passwords that are not known are being checked; send the event again later", null, false, false);
    }
}
