package serai.journal.delivery.period;

import org.jspecify.annotations.Nullable;
import serai.journal.DamagedRecordException;
import serai.journal.delivery.period.Period.Span;
import serai.journal.store.DeliveryStore;
import serai.journal.store.Page;
import serai.journal.store.Page.Origin;
import serai.journal.store.PageEntry;
import serai.model.CanonicalJson;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Gathers the pages of one destination with a period. A page has the records behind the cursor that were received in the period of
 * the first one, or before; it is due when that period is over. Records that stand aside (sent again by an operator, or held) come
 * after the end of the period in which that was decided, in pages of their own. Used by one thread.
 */
public final class PeriodPages {

    /** How long a page waits after the end of its period for records that are being appended then. */
    static final Duration GRACE = Duration.ofSeconds(5);
    /** Number of records that one read returns at the most, so that no read takes long. */
    private static final int PORTION = 1_000;
    /** Characters of JSON in one page, at the most; one record may be longer. */
    private static final long JSON_MAX = 64L << 20;
    /**
     * A record with a receipt further than this in the future dates from before the clock was set back. It does not wait for
     * its period.
     */
    private static final Duration ASTRAY = Duration.ofDays(2);

    private final DeliveryStore journal;
    private final String destination;
    private final Period period;
    private final Clock clock;
    /** The sequence number up to which no record is left to deliver. */
    private long position;
    /** The first record behind the position; null if none is known. */
    private @Nullable PageEntry first;
    /** The end of the last period for which nothing more stands aside. */
    private Instant lookedAside = Instant.MIN;
    private String label = "";

    public PeriodPages(DeliveryStore journal, String destination, Period period, Clock clock) {
        this.journal = journal;
        this.destination = destination;
        this.period = period;
        this.clock = clock;
    }

    /**
     * The page that is due; without entries if none is. It reads nothing while the first record is known and waits.
     *
     * @param cursor   the destination's cursor
     * @param troubled whether the destination is in trouble: then the records that stand aside come last, so that they hold up
     *                 no others
     */
    public Page next(long cursor, boolean troubled) {
        goOnTo(cursor);
        Instant over = over();
        Page page = troubled ? behindCursor(over) : aside(over);
        if (page.isEmpty()) {
            Page other = troubled ? aside(over) : behindCursor(over);
            return other.isEmpty() && troubled ? page : other;
        }
        return page;
    }

    private Page aside(Instant over) {
        Page none = new Page(Origin.ASIDE, 0, 0, List.of(), false);
        Page aside = over.equals(lookedAside) ? none : journal.aside(destination, over, period.records());
        if (aside.isEmpty()) {
            lookedAside = over;
        } else {
            label = PageName.AGAIN;
        }
        return aside;
    }

    private Page behindCursor(Instant over) {
        PageEntry begin = first;
        if (begin == null) {
            Page behind = journal.read(destination, position, 1);
            if (behind.isEmpty()) {
                position = behind.upTo();
                return behind;
            }
            begin = behind.entries().get(0);
            first = begin;
        }
        Span span = spanOf(begin);
        if (span.end().isAfter(over)) {
            return new Page(Origin.CURSOR, position, position, List.of(), false);
        }
        first = null;
        label = span.label();
        return gather(span.end());
    }

    private void goOnTo(long cursor) {
        position = Math.max(position, cursor);
        if (first != null && first.seq() <= position) {
            first = null;
        }
    }

    /** The end of the last period that is over. */
    private Instant over() {
        return period.of(clock.instant().minus(GRACE)).begin();
    }

    private Span spanOf(PageEntry entry) {
        Instant received = entry.record().receivedAt();
        return period.of(isAstray(received) ? over().minusMillis(1) : received);
    }

    private boolean isAstray(Instant received) {
        return received.isAfter(clock.instant().plus(ASTRAY));
    }

    /** Reads the records up to the first one that was received at the end or later. */
    private Page gather(Instant end) {
        List<PageEntry> entries = new ArrayList<>();
        long upTo = position;
        long characters = 0;
        boolean more = true;
        while (more && entries.size() < period.records()) {
            Page portion;
            try {
                portion = journal.read(destination, upTo, Math.min(PORTION, period.records() - entries.size()));
            } catch (DamagedRecordException e) {
                if (entries.isEmpty()) {
                    throw e;
                }
                break; // the records before it are delivered
            }
            for (PageEntry entry : portion.entries()) {
                Instant received = entry.record().receivedAt();
                characters += CanonicalJson.write(entry.record()).length();
                if (!received.isBefore(end) && !isAstray(received) || characters > JSON_MAX && !entries.isEmpty()) {
                    return new Page(Origin.CURSOR, position, entry.seq() - 1, entries, true);
                }
                entries.add(entry);
            }
            upTo = portion.upTo();
            more = portion.more();
        }
        return new Page(Origin.CURSOR, position, upTo, entries, more);
    }

    /** The label for the name of the page that was returned last; see {@link PageName#next}. */
    public String label() {
        return label;
    }

    /** Until when nothing is due. */
    public Instant waitsUntil() {
        Instant end = first == null ? period.of(clock.instant().minus(GRACE)).end() : spanOf(first).end();
        return end.plus(GRACE);
    }

    /** Since when the records of the last period that is over are due. */
    public Instant dueSince() {
        return over().plus(GRACE);
    }

    /** How long to wait until {@link #waitsUntil}; zero if that time has passed. */
    public Duration untilDue() {
        Duration wait = Duration.between(clock.instant(), waitsUntil());
        return wait.isNegative() ? Duration.ZERO : wait;
    }

    /** Whether a record is known that waits for the end of its period. */
    public boolean isWaiting() {
        return first != null;
    }

    /** Discards what was read, so that it is read again. */
    public void forget() {
        first = null;
        lookedAside = Instant.MIN;
    }
}
