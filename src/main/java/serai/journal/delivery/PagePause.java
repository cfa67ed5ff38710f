package serai.journal.delivery;

import serai.journal.store.Page;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The pause between two pages while many records come, so that batches become larger and cost the destination and the journal
 * less.
 */
final class PagePause {

    /**
     * A page with this many records or more shows that many are coming. Then {@link #GATHER} is the time from its begin to the
     * begin of the next page.
     */
    private static final int MANY = 16;
    private static final Duration GATHER = Duration.ofMillis(100);

    private final Clock clock;

    PagePause(Clock clock) {
        this.clock = clock;
    }

    /**
     * How long to wait after a page; zero if more records are there already, or few come.
     *
     * @param begin when its delivery began
     */
    Duration after(Page page, Instant begin) {
        if (page.more() || page.entries().size() < MANY) {
            return Duration.ZERO;
        }
        Instant now = clock.instant();
        return now.isBefore(begin) || now.isAfter(begin.plus(GATHER)) ? Duration.ZERO : Duration.between(now, begin.plus(GATHER));
    }
}
