package serai.webhook.server;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes of all bodies that are being received or wait for the journal's commit. One bound holds for the bodies of all
 * senders and connections together. A body beyond the bound is counted, and the caller refuses it.
 */
public final class BodiesInFlight {

    private final long max;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    /** @param max the bound in bytes; a single body must not be longer */
    public BodiesInFlight(long max) {
        this.max = max;
    }

    /**
     * Takes room for that many more bytes, which the caller gives back by {@link #leave}. False if there is no room; this is
     * counted.
     */
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

    /** The number of bytes now. */
    public long bytes() {
        return bytes.get();
    }

    /** The number of requests refused for lack of room since the start. */
    public long refused() {
        return refused.get();
    }
}
