package serai.journal.delivery;

import serai.journal.store.Failure;

/** A destination's route has not taken a batch. */
public final class DeliveryFailedException extends Exception {

    private final transient Failure failure;

    public DeliveryFailedException(Failure failure, Throwable cause) {
        super(failure.reason(), cause);
        this.failure = failure;
    }

    /** Why the route has not taken it. */
    public Failure failure() {
        return failure;
    }
}
