package serai.sandbox.lrs;

import serai.sandbox.web.Refused;

/** What was sent is no valid statement; the answer is a 400 with this message, which names the place. */
final class InvalidStatementException extends Refused {

    InvalidStatementException(String place, String problem) {
        super(400, (place.isEmpty() ? "the statement" : place) + " " + problem);
    }
}
