package serai.destinations;

/** A batch has more bytes than a request may have. */
public final class BodyTooLargeException extends Exception {

    BodyTooLargeException(int records, int bytes, int maxBytes) {
        super("%d records make %d bytes; a request may have %d".formatted(records, bytes, maxBytes));
    }
}
