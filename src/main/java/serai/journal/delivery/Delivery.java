package serai.journal.delivery;

import serai.journal.DestinationState;
import serai.journal.RecordState;
import serai.journal.store.CursorMovedException;
import serai.journal.store.DeliveryStore;
import serai.journal.store.HeldRecord;
import serai.journal.store.Page;
import serai.journal.store.Settlement;
import serai.journal.store.Settlement.Horizon;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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

    /**
     * Pages that may have arrived without a stored settlement: the one being delivered, and the one whose settlement is being
     * stored.
     */
    private static final int UNNOTED_MAX = 2;
    /** After passing over this many records of other destinations, the delivery stores the cursor. */
    private static final long PASSED_OVER_MAX = 100_000;
    /**
     * The bound of a page is at least this while in trouble: only another record shows whether a failure is that of one record.
     */
    private static final int TROUBLED_PAGE_MIN = 20;
    /**
     * If a page has this many records or more, many are coming, and {@link #GATHER} is the time from its begin to that of the
     * next.
     */
    private static final int MANY = 16;
    private static final Duration GATHER = Duration.ofMillis(100);
    /** How often to look for held and requeued records after a look that found none. */
    private static final Duration ASIDE_EVERY = Duration.ofMillis(500);

    private final DeliveryStore journal;
    private final String destination;
    private final BatchLimits limits;
    private final RetryPolicy policy;
    private final Clock clock;
    private final Executor beside;
    private final BatchHandler handler;
    private final SettlementPolicy settlements;
    private final DeliveryLog log;
    private final DeliveryProgress progress;
    private final PendingSettlements notes;

    private DestinationState state;
    private Map<String, String> remembered;
    private long position;
    /** Sequence number up to which records may have been given to the route already, by this object or before the start. */
    private long givenUpTo;
    private boolean runsMayBeOpen = true;
    private int probes;
    private Instant asideLookedAt = Instant.EPOCH;
    /** Failures of held records in a row: a destination that is down must not be asked once for each held record. */
    private int heldFailures;
    private Instant heldNotBefore = Instant.EPOCH;
    /** The wait until the next attempt as of the last failure in this process; zero if there was none. */
    private Duration askedFor = Duration.ZERO;
    private Instant dueAsStored;
    private Instant due;
    private CompletableFuture<Page> next;
    /** The result of the last pass, until it is turned into a settlement. */
    private Found found;
    private int failuresInARow;
    private boolean attempting;

    /** A pass over a page or over a held record. */
    private record Found(Page page, HeldRecord held, PageDelivery pass) {
    }

    /**
     * @param beside reads the next page and delivers other types while the attempting thread delivers; gets at most
     *               {@link BatchLimits#types} tasks at the same time
     */
    public Delivery(DeliveryStore journal, String destination, BatchLimits limits, RetryPolicy policy, Clock clock, Executor beside,
            BatchHandler handler) {
        this.journal = journal;
        this.destination = destination;
        this.limits = limits;
        this.policy = policy;
        this.clock = clock;
        this.beside = beside;
        this.progress = new DeliveryProgress(clock);
        this.handler = progress.watching(handler);
        this.settlements = new SettlementPolicy(journal, destination, policy, clock);
        this.log = new DeliveryLog(destination, policy);
        this.notes = new PendingSettlements(journal, policy.backOff(), clock);
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
        if (attempting) {
            forget();
        }
        attempting = true;
        Optional<Duration> wait;
        try {
            wait = finishLast();
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
        next = null;
        notes.mustBeStored(); // until then the journal returns the same requeued or held records again
        if (found == null && notes.isEmpty()) {
            state = null;
        }
    }

    /** @return how long to wait before a stuck settlement is stored; empty if nothing is left to be done */
    private Optional<Duration> finishLast() {
        if (notes.isStuck()) {
            Duration wait = notes.untilDue();
            if (!wait.isZero()) {
                return Optional.of(wait);
            }
            store(0);
        }
        if (found != null) {
            conclude();
        }
        return Optional.empty();
    }

    private Optional<Duration> attemptIfDue() {
        Duration wait = untilDue();
        if (!wait.isZero()) {
            return Optional.of(wait);
        }
        return state.isTroubled() ? attemptInTrouble() : attemptNext();
    }

    /**
     * Reads the stored state when it is not known, and every time while the destination is in trouble, since an operator may
     * have resumed it.
     */
    private boolean isKnown() {
        if (state == null || state.isTroubled()) {
            boolean first = state == null;
            journal.state(destination).ifPresent(stored -> state = stored);
            if (first && state != null) {
                if (state.stopped() != null) {
                    dueAsStored = state.nextAttempt(); // a restart may have changed the settings: try at once
                }
                remembered = journal.remembered(destination);
                position = state.cursor();
                givenUpTo = Math.max(givenUpTo, journal.givenUpTo(destination));
            }
        }
        return state != null;
    }

    private int pageInTrouble() {
        return Math.max(limits.page(), TROUBLED_PAGE_MIN);
    }

    private Duration untilDue() {
        if (!Objects.equals(state.nextAttempt(), dueAsStored)) {
            dueAsStored = state.nextAttempt();
            due = dueAsStored;
        }
        if (due == null) {
            return Duration.ZERO;
        }
        due = notTooFar(due, policy.longestWait(askedFor));
        Duration wait = Duration.between(clock.instant(), due);
        return wait.isNegative() ? Duration.ZERO : wait;
    }

    /**
     * The time, but no later than {@code wait} from now. Otherwise a clock that was set back would make the delivery wait too
     * long.
     */
    private Instant notTooFar(Instant time, Duration wait) {
        Instant latest = clock.instant().plus(wait);
        return time.isAfter(latest) ? latest : time;
    }

    private Optional<Duration> attemptNext() {
        asideLookedAt = notTooFar(asideLookedAt, Duration.ZERO);
        if (!clock.instant().isBefore(asideLookedAt.plus(ASIDE_EVERY))) {
            Page requeued = journal.requeued(destination, limits.batch());
            if (!requeued.isEmpty()) {
                return Optional.of(settle(requeued, null, pass().probing(requeued.entries(), probes++, false)));
            }
            heldNotBefore = notTooFar(heldNotBefore, policy.backOff().most());
            Optional<HeldRecord> held = clock.instant().isBefore(heldNotBefore) ? Optional.empty() : journal.held(destination);
            if (held.isPresent()) {
                return Optional.of(settleHeld(held.get()));
            }
            asideLookedAt = clock.instant();
        }
        Page page = nextPage();
        if (page.isEmpty()) {
            store(0);
            return passOver(page);
        }
        Instant begin = clock.instant();
        long after = page.upTo();
        if (page.more()) {
            next = CompletableFuture.supplyAsync(() -> journal.read(destination, after, limits.page()), beside);
        }
        boolean repeat = page.entries().get(0).seq() <= givenUpTo;
        givenUpTo = Math.max(givenUpTo, after);
        Duration wait = settle(page, null, pass().abreast(page.entries(), repeat, beside, limits.types()));
        return Optional.of(state.isTroubled() ? wait : untilGathered(page, begin));
    }

    /** How long to wait while many records come, so that batches become larger and cost the destination and the journal less. */
    private Duration untilGathered(Page page, Instant begin) {
        if (page.more() || page.entries().size() < MANY) {
            return Duration.ZERO;
        }
        Instant now = clock.instant();
        return now.isBefore(begin) || now.isAfter(begin.plus(GATHER)) ? Duration.ZERO : Duration.between(now, begin.plus(GATHER));
    }

    private Optional<Duration> attemptInTrouble() {
        Page page = journal.read(destination, state.cursor(), pageInTrouble());
        givenUpTo = Math.max(givenUpTo, page.upTo());
        if (page.isEmpty()) {
            page = journal.requeued(destination, limits.batch());
        }
        if (page.isEmpty()) {
            note(Settlement.of(destination, state.cursor(), DestinationState.at(state.cursor())));
            store(0);
            return Optional.of(Duration.ZERO);
        }
        boolean probe = state.stopped() != null || state.failures() >= policy.probeAfter();
        return Optional.of(settle(page, null, probe
                ? pass().probing(page.entries(), probes++, state.stopped() != null)
                : pass().overAll(page.entries(), true)));
    }

    private PageDelivery pass() {
        Map<String, Integer> open = runsMayBeOpen ? journal.refusedRuns(destination) : Map.of();
        return new PageDelivery(handler, destination, limits.batch(), clock, new RefusedRuns(open, state.refuseNext()), remembered);
    }

    private Page nextPage() {
        if (next == null) {
            return journal.read(destination, position, limits.page());
        }
        try {
            Page ahead = next.join();
            // Records may have been appended since an empty page was read ahead.
            return ahead.isEmpty() ? journal.read(destination, position, limits.page()) : ahead;
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } finally {
            next = null;
        }
    }

    private Optional<Duration> passOver(Page empty) {
        boolean moved = empty.upTo() > position;
        position = empty.upTo();
        if (position - state.cursor() > PASSED_OVER_MAX) {
            note(Settlement.of(destination, state.cursor(), DestinationState.at(position)));
            store(1);
        }
        return moved ? Optional.of(Duration.ZERO) : Optional.empty();
    }

    private Duration settleHeld(HeldRecord held) {
        return settle(null, held, pass().overAll(List.of(held.entry()), true));
    }

    private Duration settle(Page page, HeldRecord held, PageDelivery pass) {
        found = new Found(page, held, pass);
        return conclude();
    }

    /**
     * Turns the pass's result into a settlement, which may need a query to the journal, and has it stored.
     *
     * @return how long to wait for the next attempt
     */
    private Duration conclude() {
        PageDelivery pass = found.pass;
        Settlement settlement = found.held == null ? settlements.of(found.page, pass, state)
                : settlements.of(found.held, pass, state);
        if (found.held != null && settlement.settled().get(0).outcome() == RecordState.HELD) {
            heldFailures++;
            heldNotBefore = clock.instant().plus(policy.backOff().after(heldFailures));
        } else if (!pass.delivered().isEmpty()) {
            heldFailures = 0;
            heldNotBefore = Instant.EPOCH;
        }
        log.tell(state, settlement.to(), pass);
        runsMayBeOpen |= !pass.refused().isEmpty() || !pass.runs().takenBack().isEmpty();
        note(settlement);
        found = null;
        if (state.isTroubled()) {
            standBack();
            askedFor = Duration.between(clock.instant(), state.nextAttempt());
        }
        store(settlement.isInOrder() ? 1 : 0); // otherwise the next read depends on it
        return state.isTroubled() ? untilDue() : Duration.ZERO;
    }

    /** Discards the page that was read ahead, because the page before it may be settled only in part or not at all. */
    private void standBack() {
        next = null;
        position = state.cursor();
    }

    /** Adds the settlement to those to be stored, and goes on from its state as if it were stored. */
    private void note(Settlement settlement) {
        notes.add(settlement.within(new Horizon(givenUpTo, UNNOTED_MAX * pageInTrouble())));
        if (!settlement.remembered().isEmpty()) {
            remembered = new HashMap<>(remembered);
            remembered.putAll(settlement.remembered());
        }
        state = settlement.to();
        position = Math.max(position, state.cursor());
    }

    private void store(int left) {
        try {
            notes.store(left);
        } catch (CursorMovedException e) {
            next = null;
            state = null; // read the stored state again
            found = null;
            throw e;
        }
    }

    /** Stores what was delivered and is not stored yet. If that fails, those records are delivered again after the next start. */
    public void end() {
        try {
            store(0);
            if (found != null) {
                conclude();
                store(0);
            }
        } catch (RuntimeException e) {
            log.standsStill(e);
        }
    }

    private Duration outOfOrder(RuntimeException cause) {
        next = null;
        log.standsStill(cause);
        progress.standsStill(DeliveryLog.reason(cause));
        if (notes.isStuck()) {
            return notes.untilDue();
        }
        failuresInARow++;
        return policy.backOff().after(failuresInARow);
    }
}
