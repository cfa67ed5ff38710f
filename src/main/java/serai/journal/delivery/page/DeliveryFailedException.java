package serai.journal.delivery.page;

import org.jspecify.annotations.Nullable;
import serai.journal.store.Failure;

import java.util.UUID;

/** A destination's route has not taken a batch. */
public final class DeliveryFailedException extends Exception {

    private final transient Failure failure;
    private final @Nullable UUID record;

    public DeliveryFailedException(Failure failure, Throwable cause) {
        this(failure, cause, null);
    }

    /** @param record the id of the one record that has caused the failure; null if that is not known */
    public DeliveryFailedException(Failure failure, Throwable cause, @Nullable UUID record) {
        super(failure.reason(), cause);
        this.failure = failure;
        this.record = record;
    }

    /** The id of the one record that has caused the failure; null if that is not known. */
    public @Nullable UUID record() {
        return record;
    }

    /** Why the route has not taken it. */
    public Failure failure() {
        return failure;
    }
}
