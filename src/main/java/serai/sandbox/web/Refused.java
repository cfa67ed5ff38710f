package serai.sandbox.web;

/** A request that is answered with a status from 400 to 499 and this message. */
public class Refused extends RuntimeException {

    private final int status;

    public Refused(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    public int status() {
        return status;
    }
}
