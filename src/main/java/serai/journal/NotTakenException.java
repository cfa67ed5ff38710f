package serai.journal;

/** A destination's route has not taken what it was given. */
public final class NotTakenException extends Exception {

    private final transient Failure failure;

    public NotTakenException(Failure failure, Throwable cause) {
        super(failure.reason(), cause);
        this.failure = failure;
    }

    /** Why. */
    public Failure failure() {
        return failure;
    }
}
