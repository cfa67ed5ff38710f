package serai.destinations.http;

import serai.model.ShowableMessage;

/** A batch has more bytes than a request may have. */
public final class BodyTooLargeException extends Exception implements ShowableMessage {

    BodyTooLargeException(int records, int bytes, int maxBytes) {
        super("%s records make %s bytes; a request may have %s".formatted(records, bytes, maxBytes));
    }
}
