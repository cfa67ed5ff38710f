package serai.journal.sql.write;

import org.jspecify.annotations.Nullable;
import serai.journal.sql.query.ColumnCodec;
import serai.journal.sql.query.StoreSession.OutcomeUnknownException;
import serai.journal.sql.write.Transaction.Intake;
import serai.model.Payload;

import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Keeps bodies that were no event, within bounds of their own, so that many of them never keep a good event out. They do not
 * count against the bound of waiting appends nor against the journal's bound in bytes. A body beyond their bounds is counted
 * and not kept.
 */
public final class RejectedBodies {

    /** Bytes of all kept bodies and their reasons, at the most. The newest replace the oldest. */
    static final long BYTES_MAX = 16L << 20;
    /** Number of bodies that may wait for a commit. */
    public static final int WAITING_MAX = 100;

    private final GroupCommit writer;
    private final SizeLimit room;
    private final Clock clock;
    private final long keep;
    private final Map<String, Long> uncounted = new HashMap<>(); // by source; guarded by itself
    private @Nullable Count counting; // waits for the writer; guarded by the same
    private int waiting;
    private long waitingBytes;

    /** @param keep number of bodies that are kept, at the most */
    public RejectedBodies(GroupCommit writer, SizeLimit room, Clock clock, long keep) {
        this.writer = writer;
        this.room = room;
        this.clock = clock;
        this.keep = keep;
    }

    public CompletionStage<Void> add(String source, String reason, Payload body) {
        int length = body.bytes().length;
        if (!enter(length)) {
            return count(source);
        }
        return writer.submitOurs(new Reject(source, ColumnCodec.micros(clock.instant()), reason, body, keep, BYTES_MAX, room))
                .whenComplete((kept, failure) -> {
                    leave(length);
                    if (failure == null) {
                        countLeft();
                    }
                });
    }

    private synchronized boolean enter(int length) {
        if (waiting == WAITING_MAX || waitingBytes + length > BYTES_MAX) {
            return false;
        }
        waiting++;
        waitingBytes += length;
        return true;
    }

    private synchronized void leave(int length) {
        waiting--;
        waitingBytes -= length;
    }

    /** Counts a body without keeping it. One write counts all bodies that come until the writer runs it. */
    private CompletionStage<Void> count(String source) {
        Count begun;
        synchronized (uncounted) {
            uncounted.merge(source, 1L, Long::sum);
            if (counting != null) {
                return counting.done;
            }
            begun = new Count();
            counting = begun;
        }
        return begun.begin();
    }

    /** Counts what an earlier write could not count, now that the journal can be written to again. */
    private void countLeft() {
        Count begun;
        synchronized (uncounted) {
            if (uncounted.isEmpty() || counting != null) {
                return;
            }
            begun = new Count();
            counting = begun;
        }
        begun.begin();
    }

    private final class Count implements Write<Void> {

        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private @Nullable Map<String, Long> taken;

        /** Submits this, without the lock: if the writer can't be called, that fails all writes that wait, at once. */
        private CompletionStage<Void> begin() {
            try {
                writer.submitOurs(this).whenComplete((counted, failure) -> end(failure));
            } catch (RuntimeException | Error e) { // out of memory: the next body begins another
                end(e);
            }
            return done;
        }

        @Override
        public Void apply(Transaction transaction) throws SQLException {
            if (taken == null) { // the writer may try it again in another transaction
                synchronized (uncounted) {
                    taken = Map.copyOf(uncounted);
                    uncounted.clear();
                    counting = null;
                }
            }
            taken.forEach((source, number) -> transaction.count(source, Intake.REJECTED, number));
            return null;
        }

        private void end(@Nullable Throwable failure) {
            if (failure == null) {
                done.complete(null);
                return;
            }
            synchronized (uncounted) {
                if (taken == null) {
                    counting = null;
                } else if (!(failure.getCause() instanceof OutcomeUnknownException)) { // or they may be counted already
                    taken.forEach((source, number) -> uncounted.merge(source, number, Long::sum));
                }
            }
            done.completeExceptionally(failure);
        }
    }
}
