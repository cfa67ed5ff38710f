package serai.reload;

import serai.model.ShowableMessage;

/** A configuration that could be taken over at another time. Its message says when, or what to do. */
final class PostponedReloadException extends Exception implements ShowableMessage {

    private static final long serialVersionUID = 1;

    PostponedReloadException(String message) {
        super(message);
    }
}
