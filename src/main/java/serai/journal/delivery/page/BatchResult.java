package serai.journal.delivery.page;

import org.jspecify.annotations.Nullable;
import serai.journal.attempt.Attempt;
import serai.journal.attempt.FailureClass;
import serai.journal.store.Failure;
import serai.journal.store.PageEntry;

import java.time.Clock;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The result of giving a batch to the route.
 *
 * @param batch   the batch
 * @param failure why the route did not take the batch; null if it did
 * @param changes the values that the route wants remembered; empty if it did not take the batch
 * @param culprit the record of the batch that the failure names; null if it names none
 * @param leftOut the entries that the route has sent nowhere, or was not given; empty if it did not take the batch
 * @param unmatched the entries that wait until it is known whose they are; empty if it did not take the batch. None of them is
 *                  left out
 */
record BatchResult(Batch batch, @Nullable Failure failure, Map<String, String> changes, @Nullable PageEntry culprit,
        Set<PageEntry> leftOut, Set<PageEntry> unmatched) {

    /**
     * Gives the batch to the route.
     *
     * @param clock tells when the attempt has failed, if the route does not
     */
    static BatchResult of(Batch batch, BatchHandler route, Attempt attempt, Clock clock) {
        try {
            route.take(batch.key(), batch.entries().stream().map(PageEntry::record).toList(), attempt);
        } catch (DeliveryFailedException e) {
            return new BatchResult(batch, e.failure(), Map.of(), batch.entryOf(e.record()), Set.of(),
                    Set.of());
        } catch (ThreadDeath e) {
            throw e; // must not be caught
        } catch (Exception | Error e) { // any failure is the route's: other batches that were taken still count
            return new BatchResult(batch, Failure.of(FailureClass.UNAVAILABLE, clock.instant(), e), Map.of(), null, Set.of(),
                    Set.of());
        } finally {
            Thread.interrupted(); // an interrupt left behind by a step would end the next wait
        }
        return new BatchResult(batch, null, attempt.changes(), null, entries(batch, attempt.leftOut()),
                entries(batch, attempt.unmatched()));
    }

    /** The result of a batch of which nothing is to be delivered any more. */
    static BatchResult ofNothing(Batch batch) {
        return new BatchResult(batch, null, Map.of(), null, Set.copyOf(batch.entries()), Set.of());
    }

    /**
     * The same result, of a batch that has more entries.
     *
     * @param kept those that the route was not given
     */
    BatchResult ofAll(Batch all, Set<PageEntry> kept) {
        if (kept.isEmpty()) {
            return this;
        }
        Set<PageEntry> nowhere = new HashSet<>(leftOut);
        nowhere.addAll(kept);
        return new BatchResult(all, failure, changes, culprit, isTaken() ? nowhere : Set.of(), unmatched);
    }

    private static Set<PageEntry> entries(Batch batch, Set<UUID> ids) {
        return ids.isEmpty() ? Set.of()
                : batch.entries().stream().filter(entry -> ids.contains(entry.record().id())).collect(Collectors.toSet());
    }

    boolean isTaken() {
        return failure == null;
    }

    /**
     * Whether the destination was given a record and took it. A batch of which nothing was sent says nothing about the
     * destination.
     */
    boolean isSent() {
        return failure == null && leftOut.size() + unmatched.size() < batch.entries().size();
    }
}
