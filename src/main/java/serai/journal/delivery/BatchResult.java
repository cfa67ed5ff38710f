package serai.journal.delivery;

import serai.journal.store.Failure;

import java.util.Map;

/**
 * What has come of a batch that was given to the route.
 *
 * @param batch   the batch
 * @param failure why it was not taken; null if it was
 * @param changes what the route wants remembered; empty if it was not taken
 */
record BatchResult(Batch batch, Failure failure, Map<String, String> changes) {

    boolean isTaken() {
        return failure == null;
    }
}
