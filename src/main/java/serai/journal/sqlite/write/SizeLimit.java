package serai.journal.sqlite.write;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.journal.JournalFullException;
import serai.settings.Setting;

import java.util.concurrent.atomic.LongAdder;

/**
 * How much the journal holds against its bound. Measured by the writer in each transaction that it ends, so that an append
 * only looks at a number; a journal may thus grow beyond its bound by what was already waiting.
 */
public final class SizeLimit {

    private static final Logger LOG = LoggerFactory.getLogger(SizeLimit.class);

    private final String place;
    private final long bytesMax;
    private final SourceShares shares;
    private final LongAdder refused = new LongAdder();
    private boolean told; // used by the writer's thread
    private volatile long bytes;
    private volatile long refusedBodies;

    /** Where sources have no shares. @param bytesMax 0 for no bound */
    public SizeLimit(String place, long bytesMax) {
        this(place, bytesMax, null);
    }

    /** @param shares what each source may leave here; null where that is not asked */
    public SizeLimit(String place, long bytesMax, SourceShares shares) {
        this.place = place;
        this.bytesMax = bytesMax;
        this.shares = shares;
    }

    /** Null where they are not asked for. */
    SourceShares shares() {
        return shares;
    }

    /** By the writer's thread. */
    public void measured(long measured) {
        bytes = measured;
        JournalFullException full = full();
        if (full != null && !told) {
            LOG.warn("{}. Events are refused until there is room; deliveries go on.", full.getMessage());
        } else if (full == null && told) {
            LOG.info("{} has room again and takes events; {} were refused since it began.", place, refused.sum());
        }
        told = full != null;
    }

    /** One was refused for want of room. */
    public void refuses() {
        refused.increment();
    }

    /** Appends refused for want of room since this began. */
    public long refused() {
        return refused.sum();
    }

    public long bytesMax() {
        return bytesMax;
    }

    /** What refused bodies fill, which is bounded by itself, and keeps no event out. */
    public void refusedBodies(long filled) {
        refusedBodies = filled;
    }

    /** Bytes in use when the writer last looked. */
    public long bytes() {
        return bytes;
    }

    /** @return why nothing more can be taken; null where it can */
    public JournalFullException full() {
        return bytesMax == 0 || bytes - refusedBodies < bytesMax ? null : new JournalFullException(
                "%s holds %s bytes, its bound is %s (serai.journal.max.bytes): deliver or drop what waits, shorten %s, or raise it"
                        .formatted(place, bytes, bytesMax, Setting.JOURNAL_RETENTION_DAYS.key()));
    }
}
