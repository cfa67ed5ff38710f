package serai.journal.attempt;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * How long the calling thread may go on delivering to a destination. If several processes share a journal, one of them has the
 * destination's lease. It renews the lease while it can; when the lease ends, another process may take over. An attempt must
 * not outlast the lease. Safe for use by several threads.
 */
public final class AttemptLease {

    /** The lease of a process that delivers alone, and of a thread that delivers nothing: it does not end. */
    public static final AttemptLease UNENDING = new AttemptLease(() -> Duration.ofDays(365));

    private static final ThreadLocal<AttemptLease> CURRENT = ThreadLocal.withInitial(() -> UNENDING);

    private final Supplier<Duration> left;

    /** @param left how long the lease lasts unless it is renewed; zero if it has ended. Any thread may ask it, again and again */
    public AttemptLease(Supplier<Duration> left) {
        this.left = left;
    }

    /** The lease under which the calling thread delivers. */
    public static AttemptLease current() {
        return CURRENT.get();
    }

    /** How long the lease lasts unless it is renewed; zero if it has ended. */
    public Duration left() {
        return left.get();
    }

    /**
     * Calls something that delivers under this lease, on the calling thread.
     *
     * @throws Exception what the call has thrown
     */
    public <T> T call(Callable<T> delivering) throws Exception {
        AttemptLease before = CURRENT.get();
        CURRENT.set(this);
        try {
            return delivering.call();
        } finally {
            CURRENT.set(before);
        }
    }
}
