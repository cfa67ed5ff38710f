package serai.webhook;

import serai.model.ShowableMessage;

/**
 * The request doesn't prove who sent it; the answer is a 401. The message is meant for the sender and contains no part
 * of the credentials. Without a stack trace, because wrong passwords are no fault of this program and can come in
 * floods.
 */
public final class UnauthorizedException extends RuntimeException implements ShowableMessage {

    public UnauthorizedException(String message) {
        super(message, null, false, false);
    }
}
