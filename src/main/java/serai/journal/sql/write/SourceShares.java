package serai.journal.sql.write;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.journal.JournalFullException;
import serai.journal.UnpurgedBytes;
import serai.settings.known.JournalSetting;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * The bytes of each source that nothing purges, and the source's share. So a source whose events can't be delivered takes no
 * room from others. The writer measures the bytes in each transaction, from counters, so that an append only compares two
 * numbers. A source can therefore pass its share by the writes that were already waiting.
 */
public final class SourceShares {

    static final String SETTING = JournalSetting.SOURCE_MAX_PERCENT.key();
    /** Percent of a source's share from which a warning is logged. */
    private static final int TOLD_FROM = 80;
    private static final int ALL = 100;
    private static final Logger LOG = LoggerFactory.getLogger(SourceShares.class);

    /** What was logged last about a source. */
    private enum Said {
        NOTHING, MUCH, FULL
    }

    private final String place;
    private final long bytesMax;
    private final LongAdder refused = new LongAdder();
    private final Map<String, Said> said = new HashMap<>(); // used by the writer's thread
    private volatile Map<String, UnpurgedBytes> left = Map.of();

    /** @param percent share in percent of {@code bytesMax}; no bound if either is 0 */
    public SourceShares(String place, long bytesMax, int percent) {
        this.place = place;
        this.bytesMax = bytesMax / ALL * percent;
    }

    /** Takes a new measurement. Called by the writer's thread. */
    void measured(Map<String, UnpurgedBytes> now) {
        left = now;
        now.forEach(this::tell);
    }

    private void tell(String source, UnpurgedBytes of) {
        Said before = said.getOrDefault(source, Said.NOTHING);
        Said after = bytesMax == 0 || of.bytes() < bytesMax / ALL * TOLD_FROM ? Said.NOTHING
                : of.bytes() < bytesMax ? Said.MUCH : Said.FULL;
        if (after == before) {
            return;
        }
        said.put(source, after);
        if (after == Said.FULL) {
            LOG.warn("{}. Its events are refused until there is room; other sources and deliveries go on.",
                    filled(source, of));
        } else if (before == Said.FULL) {
            LOG.info("{} accepts events of {} again.", place, source);
        } else if (after == Said.MUCH) {
            LOG.warn(
                    "{} holds {} of {}, which nothing purges, of at most {} bytes ({}); at that bound its events are refused. Send "
                            + "them on, drop them, or have them purged by serai.journal.unrouted.retention.days and "
                            + "serai.journal.dead-letters.retention.days.",
                    place, of.told(), source, bytesMax, SETTING);
        }
    }

    /** Counts an append that was refused because its source had filled its share. */
    public void refuses() {
        refused.increment();
    }

    /** The number of appends refused for that reason since the process began. */
    public long refused() {
        return refused.sum();
    }

    /** Bytes of each source's share; 0 for no bound. */
    public long bytesMax() {
        return bytesMax;
    }

    /** The bytes of each source, as the writer measured them last. */
    public Map<String, UnpurgedBytes> left() {
        return left;
    }

    /** @return why the journal takes no more events of that source; null if it takes them */
    public @Nullable JournalFullException full(String source) {
        UnpurgedBytes of = bytesMax == 0 ? null : left.get(source);
        return of == null || of.bytes() < bytesMax ? null : new JournalFullException(filled(source, of));
    }

    private String filled(String source, UnpurgedBytes of) {
        return "%s holds %s of %s, which nothing purges; its share is %s bytes (%s): send them on, drop them, or set a retention for them"
                .formatted(place, of.told(), source, bytesMax, SETTING);
    }
}
