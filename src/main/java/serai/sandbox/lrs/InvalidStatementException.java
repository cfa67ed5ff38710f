package serai.sandbox.lrs;

import serai.sandbox.web.ClientErrorException;

/** A request contains an invalid statement. The answer is 400 with this message, which names the place. */
final class InvalidStatementException extends ClientErrorException {

    InvalidStatementException(String place, String problem) {
        super(400, (place.isEmpty() ? "the statement" : place) + " " + problem);
    }
}
