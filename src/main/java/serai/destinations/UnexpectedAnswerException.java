package serai.destinations;

import java.io.IOException;

/** An endpoint answers success, but not as the one does that we mean: another stands at its address, or before it. */
public final class UnexpectedAnswerException extends IOException {

    UnexpectedAnswerException(int status, String what) {
        super("the endpoint answers %s %s; look at its address, and at what stands before it".formatted(status, what));
    }
}
