package serai.journal.delivery;

import org.jspecify.annotations.Nullable;
import serai.journal.store.Failure;

import java.util.Map;

/**
 * The result of giving a batch to the route.
 *
 * @param batch   the batch
 * @param failure why the route did not take the batch; null if it did
 * @param changes the values that the route wants remembered; empty if it did not take the batch
 */
record BatchResult(Batch batch, @Nullable Failure failure, Map<String, String> changes) {

    boolean isTaken() {
        return failure == null;
    }
}
