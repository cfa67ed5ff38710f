package serai.journal.delivery;

import org.jspecify.annotations.Nullable;
import serai.journal.JournalUnavailableException;
import serai.journal.delivery.retry.BackOff;
import serai.journal.delivery.retry.BoundedWait;
import serai.journal.store.CursorMovedException;
import serai.journal.store.DeliveryStore;
import serai.journal.store.Settlement;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The settlements that the journal has not stored yet, in order. One that can't be stored is kept and tried again after a
 * growing wait, so that its records are not delivered again. Used by one thread.
 */
final class PendingSettlements {

    /**
     * How long to wait for the journal to store a settlement. After that the next call waits for the same request again,
     * without a second one.
     */
    private static final Duration STORED_WITHIN = Duration.ofSeconds(10);

    private final DeliveryStore journal;
    private final BackOff backOff;
    private final BoundedWait wait;
    private final Deque<Settlement> waiting = new ArrayDeque<>();
    /** The request for the first settlement; null if the journal has not been given it, or could not store it. */
    private @Nullable CompletableFuture<Void> first;
    private boolean stuck;
    private int failures;

    PendingSettlements(DeliveryStore journal, BackOff backOff, Clock clock) {
        this.journal = journal;
        this.backOff = backOff;
        this.wait = new BoundedWait(clock);
    }

    /** Adds a settlement, to be stored after those before it. Does not wait. */
    void add(Settlement settlement) {
        waiting.add(settlement);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Whether a settlement could not be stored, or not in time. Nothing may be delivered until it is stored. */
    boolean isStuck() {
        return stuck || first != null && first.isCompletedExceptionally();
    }

    /**
     * Forbids deliveries until the waiting settlements are stored, since an error may have come before the journal was given
     * them.
     */
    void mustBeStored() {
        stuck = !waiting.isEmpty();
    }

    /** How long to wait before the next try to store; zero if it may be tried now. */
    Duration untilDue() {
        return wait.left(backOff.most());
    }

    /**
     * Stores settlements one after the other until at most {@code left} are not stored yet, and begins to store the first of
     * those.
     *
     * @throws CursorMovedException if the cursor is not where a settlement begins: all settlements are discarded
     * @throws RuntimeException     if a settlement can't be stored now; it is kept
     */
    void store(int left) {
        while (waiting.size() > left) {
            first = begun();
            await(first);
            waiting.poll();
            first = null;
            stuck = false;
            failures = 0;
        }
        if (!waiting.isEmpty()) {
            first = begun();
        }
    }

    /** The request for the first settlement; a new one if the journal has not been given it, or could not store it. */
    private CompletableFuture<Void> begun() {
        if (first != null) {
            return first;
        }
        try {
            return journal.settle(waiting.element()).toCompletableFuture();
        } catch (RuntimeException e) {
            throw failed(e);
        }
    }

    private void await(CompletableFuture<Void> storing) {
        try {
            storing.get(STORED_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw failed(e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause()));
        } catch (TimeoutException e) {
            stuck = true;
            throw new JournalUnavailableException(
                    ("the journal has not stored within %s s what was delivered; Serai "
                            + "delivers nothing more until it has").formatted(STORED_WITHIN.toSeconds()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stuck = true;
            throw new JournalUnavailableException("interrupted before the journal stored what was delivered", e);
        }
    }

    private RuntimeException failed(RuntimeException cause) {
        first = null;
        if (cause instanceof CursorMovedException) {
            waiting.clear();
            stuck = false;
            failures = 0;
        } else {
            stuck = true;
            failures++;
            wait.begin(backOff.after(failures));
        }
        return cause;
    }
}
