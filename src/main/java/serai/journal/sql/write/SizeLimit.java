package serai.journal.sql.write;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.journal.JournalFullException;
import serai.settings.known.JournalSetting;

import java.util.concurrent.atomic.LongAdder;

/**
 * The journal's size and its bound. The writer measures the size in each transaction, so that an append only compares two
 * numbers. The journal can therefore grow beyond its bound by the writes that were already waiting.
 */
public final class SizeLimit {

    private static final Logger LOG = LoggerFactory.getLogger(SizeLimit.class);

    private final String place;
    private final long bytesMax;
    private final @Nullable SourceShares shares;
    private final LongAdder refused = new LongAdder();
    private boolean told; // used by the writer's thread
    private volatile long bytes;
    private volatile long refusedBodies;

    /**
     * Without shares of sources.
     *
     * @param bytesMax 0 for no bound
     */
    public SizeLimit(String place, long bytesMax) {
        this(place, bytesMax, null);
    }

    /** @param shares the share of each source; null if shares are not checked */
    public SizeLimit(String place, long bytesMax, @Nullable SourceShares shares) {
        this.place = place;
        this.bytesMax = bytesMax;
        this.shares = shares;
    }

    /** The shares of sources; null if they are not checked. */
    @Nullable
    SourceShares shares() {
        return shares;
    }

    /** Takes a new measurement. Called by the writer's thread. */
    public void measured(long measured) {
        bytes = measured;
        JournalFullException full = full();
        if (full != null && !told) {
            LOG.warn("{}. Events are refused until there is room; deliveries go on.", full.getMessage());
        } else if (full == null && told) {
            LOG.info("{} has room again and accepts events; {} were refused meanwhile.", place, refused.sum());
        }
        told = full != null;
    }

    /** Counts an append that was refused for lack of room. */
    public void refuses() {
        refused.increment();
    }

    /** The number of appends refused for lack of room since the process began. */
    public long refused() {
        return refused.sum();
    }

    public long bytesMax() {
        return bytesMax;
    }

    /** Sets the bytes that refused bodies fill. They have a bound of their own and keep no event out. */
    public void refusedBodies(long filled) {
        refusedBodies = filled;
    }

    /** Bytes in use, as the writer measured them last. */
    public long bytes() {
        return bytes;
    }

    /** @return why the journal takes no more events; null if it takes them */
    public @Nullable JournalFullException full() {
        return bytesMax == 0 || bytes - refusedBodies < bytesMax ? null : new JournalFullException(
                ("%s has %s bytes, its bound is %s (serai.journal.max.bytes): deliver or drop what is pending, shorten %s, or raise "
                        + "the bound")
                        .formatted(place, bytes, bytesMax, JournalSetting.RETENTION_DAYS.key()));
    }
}
