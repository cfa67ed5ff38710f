package serai.journal.delivery;

import org.jspecify.annotations.Nullable;
import serai.journal.DestinationState;
import serai.journal.delivery.UnsettledOutcome.OfHeld;
import serai.journal.delivery.UnsettledOutcome.OfPage;
import serai.journal.delivery.page.Attempts;
import serai.journal.delivery.page.BatchHandler;
import serai.journal.delivery.page.PageOutcome;
import serai.journal.delivery.period.PeriodPages;
import serai.journal.delivery.retry.NextAttempt;
import serai.journal.delivery.retry.RetryPolicy;
import serai.journal.store.DeliveryStore;
import serai.journal.store.HeldRecord;
import serai.journal.store.Page;
import serai.journal.store.Page.Origin;
import serai.journal.store.Settlement;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Delivers the journal's records to one destination, a page at a time. Not safe for use by several threads: one thread calls
 * {@link #attempt} again and again.
 *
 * <p>Nothing is stored before an attempt. While a page is delivered, the settlement of the page before it is stored and the
 * next page is read. While many records come, the delivery waits a moment between pages, so that pages and batches become
 * larger. A settlement that could not be stored is kept and stored later; until then nothing is delivered, so that no record is
 * delivered twice because of it. Every attempt is a repeat except the first one for a page that was never given to the route.
 * The first attempts after a start are repeats too, because the process before may have delivered these records without storing
 * that.
 */
public final class Delivery {

    /** After passing over this many records of other destinations, the delivery stores the cursor. */
    private static final long PASSED_OVER_MAX = 100_000;
    /**
     * The bound of a page is at least this while in trouble: only another record shows whether a failure is that of one record.
     */
    private static final int TROUBLED_PAGE_MIN = 20;
    /** An epoch under which nothing can be settled: the lease has ended before the delivery began. */
    private static final long NO_EPOCH = -1;

    private final DeliveryStore journal;
    private final String destination;
    private final BatchLimits limits;
    private final RetryPolicy policy;
    private final Clock clock;
    private final DeliveryLog log;
    private final DeliveryProgress progress;
    private final SettledState settled;
    private final PagePrefetch pages;
    private final RetrySchedule retries;
    private final NextAttempt due;
    private final PagePause pause;
    private final PageDeliveries deliveries;
    private final OutcomeSettlement settlement;
    /** The pages of a destination with a period; null for one that gets records as they come. */
    private final @Nullable PeriodPages periods;

    private int failuresInARow;
    private boolean attempting;

    /** As the other constructor, under the epoch of this moment. */
    public Delivery(DeliveryStore journal, String destination, BatchLimits limits, RetryPolicy policy, Clock clock, Executor beside,
            BatchHandler handler) {
        this(journal, destination, journal.epoch(destination).orElse(NO_EPOCH), limits, policy, clock, beside, handler);
    }

    /**
     * @param epoch  under which all is read and settled: {@link DeliveryStore#epoch} from before anything was read. Once it has
     *               changed, another process may have delivered what was read here
     * @param beside reads the next page and delivers other types while the attempting thread delivers; gets at most
     *               {@link BatchLimits#types} tasks at the same time
     */
    public Delivery(DeliveryStore journal, String destination, long epoch, BatchLimits limits, RetryPolicy policy, Clock clock,
            Executor beside, BatchHandler handler) {
        this.journal = journal;
        this.destination = destination;
        this.limits = limits;
        this.policy = policy;
        this.clock = clock;
        this.progress = new DeliveryProgress(clock);
        this.log = new DeliveryLog(destination, policy, clock);
        this.settled = new SettledState(journal, destination, epoch, pageInTrouble(), policy.backOff(), clock);
        this.pages = new PagePrefetch(journal, destination, limits.page(), beside);
        this.retries = new RetrySchedule(journal, destination, limits.batch(), policy.backOff(), clock);
        this.due = new NextAttempt(policy, clock);
        this.pause = new PagePause(clock);
        this.deliveries = new PageDeliveries(journal, limits, beside,
                new Attempts(progress.watching(handler), journal, destination, clock));
        this.settlement =
                new OutcomeSettlement(new SettlementPolicy(journal, destination, policy, clock), settled, pages, retries, due, log,
                        progress);
        this.periods = limits.period() == null ? null : new PeriodPages(journal, destination, limits.period(), clock);
    }

    /** What the delivery does at the moment. Any thread may read it. */
    public DeliveryProgress progress() {
        return progress;
    }

    /** Notes why no attempt is made. The caller calls this instead of {@link #attempt} while something is in the way. */
    public void waitsFor(String what) {
        progress.standsStill(what);
    }

    /**
     * Delivers the next page, if there is one, it is due, and no settlement is stuck. The caller may call it again after an
     * {@link Error} as after any exception.
     *
     * @return how long to wait before the next call: zero if more may be there already; empty if there is nothing to do until a
     *         record is appended or an operator acts
     */
    public Optional<Duration> attempt() {
        progress.looks();
        log.deadLetters();
        if (attempting) {
            forget();
        }
        attempting = true;
        Optional<Duration> wait;
        try {
            wait = settlement.finishLast();
            if (wait.isEmpty()) {
                wait = isKnown() ? attemptIfDue() : Optional.empty();
                failuresInARow = 0;
                log.goesOn();
                progress.goesOn();
            }
        } catch (RuntimeException e) {
            wait = Optional.of(outOfOrder(e));
        }
        attempting = false;
        return wait;
    }

    /**
     * Discards this object's state after an error, except what was delivered and not stored yet: without that, it would be
     * delivered again.
     */
    private void forget() {
        discard();
        settled.mustBeStored(); // until then the journal returns the same requeued or held records again
        if (settlement.isDone()) {
            settled.forget();
        }
    }

    private Optional<Duration> attemptIfDue() {
        Duration wait = due.untilDue(settled.state());
        if (!wait.isZero()) {
            return Optional.of(wait);
        }
        return periods != null ? attemptPeriod(periods) : settled.isTroubled() ? attemptInTrouble() : attemptNext();
    }

    private boolean isKnown() {
        if (settled.read()) {
            due.begins(settled.state());
            pages.goBackTo(settled.state().cursor());
        }
        return settled.isKnown();
    }

    private int pageInTrouble() {
        return Math.max(limits.page(), TROUBLED_PAGE_MIN);
    }

    private Optional<Duration> attemptNext() {
        if (retries.isTimeToLook()) {
            Page requeued = retries.requeued();
            if (!requeued.isEmpty()) {
                return Optional.of(settlement.settle(new OfPage(requeued, deliveries.probing(requeued.entries(), settled))));
            }
            Optional<HeldRecord> held = retries.held();
            if (held.isPresent()) {
                PageOutcome outcome = deliveries.overAll(List.of(held.get().entry()), settled);
                return Optional.of(settlement.settle(new OfHeld(held.get(), outcome)));
            }
            retries.foundNone();
        }
        Page page = pages.next();
        if (page.isEmpty()) {
            settlement.store(0);
            return passOver(page);
        }
        Instant begin = clock.instant();
        pages.readAhead(page);
        boolean repeat = settled.isRepeat(page);
        settled.gives(page);
        Duration wait = settlement.settle(new OfPage(page, deliveries.abreast(page.entries(), repeat, settled)));
        return Optional.of(settled.isTroubled() ? wait : pause.after(page, begin));
    }

    private Optional<Duration> attemptInTrouble() {
        DestinationState state = settled.state();
        Page page = journal.read(destination, state.cursor(), pageInTrouble());
        settled.gives(page);
        if (page.isEmpty()) {
            page = retries.requeued();
        }
        if (page.isEmpty()) {
            settlement.note(Settlement.of(destination, state.cursor(), DestinationState.at(state.cursor())));
            settlement.store(0);
            return Optional.of(Duration.ZERO);
        }
        boolean probe = state.stopped() != null || state.failures() >= policy.probeAfter();
        return Optional.of(settlement.settle(new OfPage(page, probe
                ? deliveries.probing(page.entries(), settled)
                : deliveries.overAll(page.entries(), settled))));
    }

    private Optional<Duration> attemptPeriod(PeriodPages period) {
        boolean troubled = settled.isTroubled();
        long cursor = settled.state().cursor();
        Page page = period.next(cursor, troubled);
        if (page.isEmpty()) {
            progress.waits(period.waitsUntil());
            if (troubled) { // what has failed is there no more
                settlement.note(Settlement.of(destination, cursor, DestinationState.at(cursor)));
            }
            settlement.store(0);
            return period.isWaiting() ? Optional.of(period.untilDue()) : passOver(page);
        }
        progress.isDue(period.dueSince());
        boolean repeat = troubled || page.origin() == Origin.ASIDE || settled.isRepeat(page);
        settled.gives(page);
        Duration wait = settlement.settle(new OfPage(page, deliveries.whole(page, period.label(), repeat, settled)));
        settlement.store(0); // such a page is large: its records are not to be kept in memory while the next one is delivered
        return Optional.of(wait);
    }

    private Optional<Duration> passOver(Page empty) {
        boolean moved = pages.passOver(empty);
        long cursor = settled.state().cursor();
        if (empty.upTo() - cursor > PASSED_OVER_MAX) {
            settlement.note(Settlement.of(destination, cursor, DestinationState.at(empty.upTo())));
            settlement.store(1);
        }
        return moved ? Optional.of(Duration.ZERO) : Optional.empty();
    }

    /** Stores what was delivered and is not stored yet. If that fails, those records are delivered again after the next start. */
    public void end() {
        settlement.end();
    }

    /** Discards what was read, so that it is read again. */
    private void discard() {
        pages.discard();
        if (periods != null) {
            periods.forget();
        }
    }

    private Duration outOfOrder(RuntimeException cause) {
        discard();
        log.standsStill(cause);
        progress.standsStill(DeliveryLog.reason(cause));
        if (settled.isStuck()) {
            return settled.untilDue();
        }
        failuresInARow++;
        return policy.backOff().after(failuresInARow);
    }
}
