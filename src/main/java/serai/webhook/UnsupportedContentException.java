package serai.webhook;

/** The request says that its body is something else than JSON. */
public final class UnsupportedContentException extends RuntimeException {

    UnsupportedContentException() {
        super("the Content-Type is not JSON's; send application/json", null, false, false);
    }
}
