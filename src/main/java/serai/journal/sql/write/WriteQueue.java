package serai.journal.sql.write;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.journal.JournalFullException;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/**
 * The writes that wait for the writer, in their order. Appends have a bound, and each counts against it until its caller is told
 * the result. Any thread may add writes; only the writer's thread takes them.
 *
 * <p>Serai's own writes are not counted against the bound: their callers bound them, and events from sources must not keep them
 * out.
 */
final class WriteQueue {

    private static final Logger LOG = LoggerFactory.getLogger(WriteQueue.class);
    private static final int GROUP_MAX = 1_000;

    /** A write, and the future that its caller waits for. */
    final class Waiting<T> {
        private final Write<T> write;
        /** Whether only Serai's own short code depends on the result. */
        private final boolean atOnce;
        private final CompletableFuture<T> done = new CompletableFuture<>();
        private final AtomicBoolean inside;
        private @Nullable T result;

        private Waiting(Write<T> write, boolean atOnce) {
            this.write = write;
            this.atOnce = atOnce;
            this.inside = new AtomicBoolean(!atOnce);
        }

        /** Whether the result may be told on the writer's thread, since only Serai's own short code depends on it. */
        boolean isAtOnce() {
            return atOnce;
        }

        /** Completes when the writer tells the result. */
        CompletionStage<T> done() {
            return done;
        }

        void apply(Transaction transaction) throws SQLException {
            result = write.apply(transaction);
        }

        void committed() {
            try {
                leave();
            } finally {
                done.complete(result);
            }
        }

        /** Fails it. Never throws, so that the writes behind it fail too. */
        void failed(RuntimeException cause) {
            try {
                leave();
            } catch (RuntimeException | Error e) {
                LOG.debug("The log could not be written", e);
            }
            try {
                done.completeExceptionally(cause);
            } catch (RuntimeException | Error e) {
                LOG.debug("A caller could not be told that its write has failed", e);
            }
        }

        private void leave() {
            if (inside.getAndSet(false)) {
                room.release();
                tellOnceCaughtUp();
            }
        }
    }

    private final String place;
    private final int waitingMax;
    private final Semaphore room;
    private final Queue<Waiting<?>> queue = new ConcurrentLinkedQueue<>(); // bounded by the semaphore
    private final LongAdder refused = new LongAdder();
    private final AtomicBoolean refusing = new AtomicBoolean();

    /**
     * @param place      the store's name in messages
     * @param waitingMax number of appends that may wait or be under way
     */
    WriteQueue(String place, int waitingMax) {
        this.place = place;
        this.waitingMax = waitingMax;
        this.room = new Semaphore(waitingMax);
    }

    /** Adds an append, if the bound allows it. Returns null if it does not; the caller then calls {@link #refuse}. */
    <T> @Nullable Waiting<T> offer(Write<T> write) {
        Waiting<T> waiting = new Waiting<>(write, false);
        if (!room.tryAcquire()) {
            return null;
        }
        try {
            return add(waiting);
        } catch (RuntimeException | Error e) { // out of memory: its place must not stay taken
            room.release();
            throw e;
        }
    }

    /** Adds one of Serai's own writes. */
    <T> Waiting<T> addOurs(Write<T> write) {
        return add(new Waiting<>(write, true));
    }

    private <T> Waiting<T> add(Waiting<T> waiting) {
        queue.add(waiting);
        return waiting;
    }

    /** Counts an append that was refused, and returns why. */
    JournalFullException refuse() {
        String reason =
                ("%s has %s appends waiting, its bound (serai.journal.waiting.max); "
                        + "send the event again later").formatted(place, waitingMax);
        refused.increment();
        if (refusing.compareAndSet(false, true)) {
            LOG.warn("{}. Events are refused until it has caught up; check its disk, and steps after journal: that block.",
                    reason);
            tellOnceCaughtUp(); // the last of them may have left before this was noted
        }
        return new JournalFullException(reason);
    }

    /**
     * Ends the refusal when no more than half of the bound wait, acknowledgements included: the writer may have nothing left to do
     * while each place is held by an append whose step behind {@code journal:} blocks.
     */
    private void tellOnceCaughtUp() {
        if (waiting() <= waitingMax / 2 && refusing.compareAndSet(true, false)) {
            LOG.info("{} accepts appends again; {} were refused meanwhile.", place, refused.sum());
        }
    }

    /** Takes the next writes for one commit; none if none wait. */
    List<Waiting<?>> nextGroup() {
        List<Waiting<?>> group = new ArrayList<>(GROUP_MAX); // allocated before a write is taken from the queue
        for (Waiting<?> next = queue.poll(); next != null; next = group.size() < GROUP_MAX ? queue.poll() : null) {
            group.add(next);
        }
        return group;
    }

    /** Takes all writes that wait and fails each. Any thread may call it. */
    void failAll(RuntimeException cause) {
        for (Waiting<?> waiting = queue.poll(); waiting != null; waiting = queue.poll()) {
            waiting.failed(cause);
        }
    }

    /** Why appends are refused at the moment; null if they are not. */
    @Nullable
    String full() {
        return refusing.get() ? "%s has had %s appends waiting, its bound (serai.journal.waiting.max), and has not caught up yet"
                .formatted(place, waitingMax) : null;
    }

    /** The number of appends that wait or are under way. */
    int waiting() {
        return waitingMax - room.availablePermits();
    }

    /** The number of appends refused because too many waited, since the process began. */
    long refused() {
        return refused.sum();
    }
}
