package serai.sandbox.web;

/** A request that is answered with a status from 400 to 499 and this message. */
public class Refused extends RuntimeException {

    private final int status;
    private final String message;

    public Refused(int status, String message) {
        super(message, null, false, false);
        this.status = status;
        this.message = message;
    }

    @Override
    public String getMessage() {
        return message;
    }

    public int status() {
        return status;
    }
}
