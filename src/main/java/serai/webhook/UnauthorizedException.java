package serai.webhook;

import serai.model.ShowableMessage;

/**
 * The request doesn't prove who sent it; the answer is a 401. The sender sees the message, so it contains no part of the
 * credentials. The exception has no stack trace, because wrong passwords are no fault of this program and may come in large
 * numbers.
 */
public final class UnauthorizedException extends RuntimeException implements ShowableMessage {

    public UnauthorizedException(String message) {
        super(message, null, false, false);
    }
}
