package serai.webhook.server;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes of all bodies that are not yet taken in: being received, or waiting for the journal's commit. They are bounded
 * together, whoever sends them and over however many connections; what goes beyond is to be refused, and is counted.
 */
public final class BodiesInFlight {

    private final long max;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    /** @param max in bytes; one body alone must not be longer */
    public BodiesInFlight(long max) {
        this.max = max;
    }

    /** Takes room for so many more bytes, to be given back by {@link #leave}. False: there is none, and it is counted. */
    boolean enter(long more) {
        if (bytes.addAndGet(more) > max) {
            bytes.addAndGet(-more);
            refused.incrementAndGet();
            return false;
        }
        return true;
    }

    void leave(long fewer) {
        bytes.addAndGet(-fewer);
    }

    /** How many there are now. */
    public long bytes() {
        return bytes.get();
    }

    /** How many requests were refused for want of room since the start. */
    public long refused() {
        return refused.get();
    }
}
