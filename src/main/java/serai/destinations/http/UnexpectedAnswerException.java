package serai.destinations.http;

import serai.model.ShowableMessage;

import java.io.IOException;

/** A success that the intended endpoint would not send: another server answers at its address, or stands before it. */
public class UnexpectedAnswerException extends IOException implements ShowableMessage {

    public UnexpectedAnswerException(int status, String what) {
        this("the endpoint answers %s %s".formatted(status, what));
    }

    public UnexpectedAnswerException(String what) {
        super(what + "; check its address, and any proxy before it");
    }
}
