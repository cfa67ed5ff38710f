package serai.journal.attempt;

import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * For how long this process may go on with what the calling thread does for a destination. Where several processes share a
 * journal, one of them has the destination's lease; it renews the lease while it can, and another process may take over when it
 * ends. An attempt must not outlast it. Safe for use by several threads.
 */
@FunctionalInterface
public interface LeaseOfAttempt {

    /** The lease of a process that delivers alone, and of a thread that delivers nothing: it does not end. */
    LeaseOfAttempt UNENDING = () -> Duration.ofDays(365);

    /** How long the lease lasts unless it is renewed; zero if it has ended. It may be asked again, by any thread. */
    Duration left();

    /** The lease under which the calling thread delivers. */
    static LeaseOfAttempt current() {
        return LeaseOfThread.CURRENT.get();
    }

    /** Calls something that delivers under this lease, on the calling thread. */
    default <T> T call(Callable<T> delivering) throws Exception {
        LeaseOfAttempt before = current();
        LeaseOfThread.CURRENT.set(this);
        try {
            return delivering.call();
        } finally {
            LeaseOfThread.CURRENT.set(before);
        }
    }
}
