package serai.journal.sqlite.write;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.journal.JournalFullException;
import serai.journal.UnpurgedBytes;
import serai.settings.Setting;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * How much each source has left in the journal that nothing purges, against its share: one that sends what nobody can deliver
 * takes the room of no other. Measured by the writer in each transaction that it ends, from counters, so that an append only
 * looks at a number; a source may thus pass its share by what was already waiting.
 */
public final class SourceShares {

    static final String SETTING = Setting.JOURNAL_SOURCE_MAX_PERCENT.key();
    /** Of its share, in percent: beyond it an operator is told. */
    private static final int TOLD_FROM = 80;
    private static final int ALL = 100;
    private static final Logger LOG = LoggerFactory.getLogger(SourceShares.class);

    /** What has been said of a source. */
    private enum Said { NOTHING, MUCH, FULL }

    private final String place;
    private final long bytesMax;
    private final LongAdder refused = new LongAdder();
    private final Map<String, Said> said = new HashMap<>(); // used by the writer's thread
    private volatile Map<String, UnpurgedBytes> left = Map.of();

    /** @param percent of {@code bytesMax}; 0 for no bound, as with that */
    public SourceShares(String place, long bytesMax, int percent) {
        this.place = place;
        this.bytesMax = bytesMax / ALL * percent;
    }

    /** By the writer's thread. */
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
            LOG.warn("{}. Its events are refused until there is room; other sources and deliveries go on.", full(source).getMessage());
        } else if (before == Said.FULL) {
            LOG.info("{} takes events of {} again.", place, source);
        } else if (after == Said.MUCH) {
            LOG.warn("{} holds {} of {}, which nothing purges, of {} bytes that it may have ({}): its events are refused then. Send them "
                    + "on, drop them, or let them go by serai.journal.unrouted.retention.days and serai.journal.dead-letters.retention.days.",
                    place, of.told(), source, bytesMax, SETTING);
        }
    }

    /** One was refused for want of room. */
    public void refuses() {
        refused.increment();
    }

    /** Appends refused for that since this began. */
    public long refused() {
        return refused.sum();
    }

    /** Bytes of each source's share; 0 for no bound. */
    public long bytesMax() {
        return bytesMax;
    }

    /** When the writer last looked. */
    public Map<String, UnpurgedBytes> left() {
        return left;
    }

    /** @return why nothing more of that source is taken; null where it is */
    public JournalFullException full(String source) {
        UnpurgedBytes of = bytesMax == 0 ? null : left.get(source);
        return of == null || of.bytes() < bytesMax ? null : new JournalFullException(
                "%s holds %s of %s, which nothing purges; its share is %s bytes (%s): send them on, drop them, or set a retention for them"
                        .formatted(place, of.told(), source, bytesMax, SETTING));
    }
}
