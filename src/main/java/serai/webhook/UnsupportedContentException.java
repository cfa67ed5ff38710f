package serai.webhook;

import serai.model.ShowableMessage;

/** The request's {@code Content-Type} is not one of JSON. */
public final class UnsupportedContentException extends RuntimeException implements ShowableMessage {

    UnsupportedContentException() {
        super("the Content-Type is not JSON; send application/json", null, false, false);
    }
}
