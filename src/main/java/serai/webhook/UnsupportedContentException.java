package serai.webhook;

import serai.model.ShowableMessage;

/** The request says that its body is something else than JSON. */
public final class UnsupportedContentException extends RuntimeException implements ShowableMessage {

    UnsupportedContentException() {
        super("the Content-Type is not JSON's; send application/json", null, false, false);
    }
}
