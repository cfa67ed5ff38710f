package serai.reload;

import serai.model.ShowableMessage;

/** A configuration that could be taken over at another time. Its message says when, or what to do. */
final class NotNowException extends Exception implements ShowableMessage {

    private static final long serialVersionUID = 1;

    NotNowException(String message) {
        super(message);
    }
}
