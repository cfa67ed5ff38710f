package serai.bench.load;

import serai.journal.Inbox;
import serai.model.LearningRecord;

import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Appends many records to a journal, as fast as it takes them. */
public final class Appending {

    /** Twice as many as one commit can hold, so that the writer always finds a full group. */
    public static final int BIG_GROUPS = 2_000;

    private final Inbox journal;
    private final Set<String> destinations;
    private final int inFlight;

    /** @param inFlight the most appends that wait for their commit, as so many connections would wait for their 202 */
    public Appending(Inbox journal, Set<String> destinations, int inFlight) {
        this.journal = journal;
        this.destinations = destinations;
        this.inFlight = inFlight;
    }

    /**
     * Appends {@code count} records; all of them are on the disk when this returns.
     *
     * @return records a second
     * @throws IllegalStateException if one of them could not be kept
     */
    public double append(int count, Supplier<LearningRecord> records) throws InterruptedException {
        Semaphore room = new Semaphore(inFlight);
        AtomicReference<Throwable> trouble = new AtomicReference<>();
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            room.acquire();
            journal.append(records.get(), destinations).whenComplete((appended, failure) -> {
                if (failure != null) {
                    trouble.set(failure);
                }
                room.release();
            });
        }
        room.acquire(inFlight);
        double seconds = (System.nanoTime() - start) / 1e9;
        if (trouble.get() != null) {
            throw new IllegalStateException("the journal did not keep a record", trouble.get());
        }
        return count / seconds;
    }
}
