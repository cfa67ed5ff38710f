package serai.destinations.http;

/** An endpoint answers more than it may: so does none that we mean. What was to come is not read. */
public final class AnswerTooLongException extends UnexpectedAnswerException {

    AnswerTooLongException(int status, String what) {
        super(status, what);
    }

    private AnswerTooLongException(String what) {
        super(what);
    }

    static AnswerTooLongException body(int status, int bytes) {
        return new AnswerTooLongException(status, "with more than %s bytes".formatted(bytes));
    }

    static AnswerTooLongException head() {
        return new AnswerTooLongException("the endpoint answers with more than %s lines before or behind the body, or with one of more than %s bytes"
                .formatted(AnswerBounds.LINES, AnswerBounds.LINE_BYTES));
    }
}
