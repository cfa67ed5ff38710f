package serai.journal.delivery;

import serai.journal.JournalUnavailableException;
import serai.journal.store.CursorMovedException;
import serai.journal.store.DeliveryStore;
import serai.journal.store.Settlement;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What passes have come to and the journal has not stored yet, in order. What can't be stored is kept and stored again after a
 * wait that grows, so that its records are not delivered again for that. Used by one thread.
 */
final class PendingSettlements {

    /** How long the journal may take to store one; then it is asked about again, and not given again. */
    private static final Duration STORED_WITHIN = Duration.ofSeconds(10);

    private final DeliveryStore journal;
    private final BackOff backOff;
    private final Clock clock;
    private final Deque<Settlement> waiting = new ArrayDeque<>();
    /** Of the first of them; null where it has not been given to the journal, or could not be stored. */
    private CompletableFuture<Void> first;
    private boolean stuck;
    private int failures;
    private Instant notBefore = Instant.EPOCH;

    PendingSettlements(DeliveryStore journal, BackOff backOff, Clock clock) {
        this.journal = journal;
        this.backOff = backOff;
        this.clock = clock;
    }

    /** Takes what is to be stored once those before it are; nothing is waited for. */
    void add(Settlement settlement) {
        waiting.add(settlement);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Whether one could not be stored, or not in time: nothing may be delivered until it is. */
    boolean isStuck() {
        return stuck || first != null && first.isCompletedExceptionally();
    }

    /** Nothing may be delivered until those that wait are stored: an error may have come before they were given to the journal. */
    void mustBeStored() {
        stuck = !waiting.isEmpty();
    }

    /** How long to wait before it is tried again; zero where it may be tried now. */
    Duration untilDue() {
        Instant now = clock.instant();
        Instant latest = now.plus(backOff.most()); // the clock may have been set back
        Duration wait = Duration.between(now, notBefore.isAfter(latest) ? latest : notBefore);
        return wait.isNegative() ? Duration.ZERO : wait;
    }

    /**
     * Stores them one after the other until at most {@code left} are not stored yet; the first of those is being stored.
     *
     * @throws CursorMovedException if the journal says that one is of no use any more: all are given up
     * @throws RuntimeException     if one can't be stored now; it is kept
     */
    void store(int left) {
        while (waiting.size() > left) {
            begin();
            await();
            waiting.poll();
            first = null;
            stuck = false;
            failures = 0;
        }
        if (!waiting.isEmpty()) {
            begin();
        }
    }

    private void begin() {
        if (first == null) {
            try {
                first = journal.settle(waiting.peek()).toCompletableFuture();
            } catch (RuntimeException e) {
                throw failed(e);
            }
        }
    }

    private void await() {
        try {
            first.get(STORED_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw failed(e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause()));
        } catch (TimeoutException e) {
            stuck = true;
            throw new JournalUnavailableException(("the journal has not stored within %s s what has been delivered; nothing more is "
                    + "delivered until it has").formatted(STORED_WITHIN.toSeconds()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stuck = true;
            throw new JournalUnavailableException("interrupted before what has been delivered was stored", e);
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
            notBefore = clock.instant().plus(backOff.after(failures));
        }
        return cause;
    }
}
