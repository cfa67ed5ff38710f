package serai.destinations.http;

import serai.model.ShowableMessage;

import java.io.IOException;

/** An endpoint answers success, but not as the one does that we mean: another stands at its address, or before it. */
public class UnexpectedAnswerException extends IOException implements ShowableMessage {

    UnexpectedAnswerException(int status, String what) {
        this("the endpoint answers %s %s".formatted(status, what));
    }

    UnexpectedAnswerException(String what) {
        super(what + "; look at its address, and at what stands before it");
    }
}
