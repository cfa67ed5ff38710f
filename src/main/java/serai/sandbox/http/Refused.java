package serai.sandbox.http;

/** A request that is answered with a status from 400 to 499 and this message. */
class Refused extends RuntimeException {

    private final int status;

    Refused(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }
}
