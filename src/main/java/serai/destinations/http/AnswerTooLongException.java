package serai.destinations.http;

/** An endpoint's answer exceeds the limits, so it can't be the endpoint that is meant. The rest of the answer is not read. */
public final class AnswerTooLongException extends UnexpectedAnswerException {

    /** How many lines a head, or the trailers after a body, may have. */
    static final int LINES = 100;
    /** How many bytes one of these lines may have. */
    static final int LINE_BYTES = 16_384;

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
        return new AnswerTooLongException(
                "the endpoint's answer has more than %s lines before or after the body, or a line of more than %s bytes"
                        .formatted(LINES, LINE_BYTES));
    }
}
