package serai.webhook;

import serai.model.ShowableMessage;

/**
 * Too many unknown passwords are being checked, in all or from the sender's address; the answer is a 429. The exception has no
 * stack trace, as {@link UnauthorizedException}.
 */
public final class TooManyAttemptsException extends RuntimeException implements ShowableMessage {

    public TooManyAttemptsException() {
        super("too many unknown passwords are being checked; send the event again later", null, false, false);
    }
}
