package serai.sandbox.web;

/** A request that is answered with a status from 400 to 499 and this message. */
public class ClientErrorException extends RuntimeException {

    private final int status;
    private final String message;

    public ClientErrorException(int status, String message) {
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
