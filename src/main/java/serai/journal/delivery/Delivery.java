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
 * Works through the journal for one destination, a page at a time. Not safe for use by several threads: one thread calls
 * {@link #attempt} again and again.
 *
 * <p>Nothing is stored before an attempt. While a page is delivered the one before it is noted, and the one behind it read
 * where there is one. While many records come they are gathered for a moment, so that they go out in larger portions.
 * What could not be noted is kept and noted later; until then nothing is delivered, so that nothing is delivered again.
 * Every attempt is a repeat but the first of a page that was not yet given to the route: also the first ones after a start,
 * for the last ones may have arrived without being noted.
 */
public final class Delivery {

    /** Pages that may have arrived without being noted: the one that is delivered, and the one that is being noted. */
    private static final int UNNOTED_MAX = 2;
    /** Records of other destinations passed over before the cursor is stored for their sake. */
    private static final long PASSED_OVER_MAX = 100_000;
    /** Records looked at while in trouble, at the least: whether a failure is of one record only another one tells. */
    private static final int TROUBLED_PAGE_MIN = 20;
    /** Records of a page, at the least, by which it is told that many come; and then the time from one page's begin to the next. */
    private static final int MANY = 16;
    private static final Duration GATHER = Duration.ofMillis(100);
    /** How often to look for what stands aside, where the last look found nothing. */
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
    /** Up to where records may have been given to the route already, by this object or before the start. */
    private long givenUpTo;
    private boolean runsMayBeOpen = true;
    private int probes;
    private Instant asideLookedAt = Instant.EPOCH;
    /** A destination that is down must not be asked once for each record that is held. */
    private int heldFailures;
    private Instant heldNotBefore = Instant.EPOCH;
    /** What the destination has asked for last, in this process; zero where it has not. */
    private Duration askedFor = Duration.ZERO;
    private Instant dueAsStored;
    private Instant due;
    private CompletableFuture<Page> next;
    /** What the last pass has found out, until it has been judged. */
    private Found found;
    private int failuresInARow;
    private boolean attempting;

    /** A pass over a page; or over a record that is held. */
    private record Found(Page page, HeldRecord held, PageDelivery pass) {
    }

    /**
     * @param beside where the next page is read and other types are delivered, while the thread that attempts delivers; at most
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

    /** Whether it goes on; any thread may ask. */
    public DeliveryProgress progress() {
        return progress;
    }

    /** Nothing is attempted until what is in the way has gone; who calls this instead of {@link #attempt} says what. */
    public void waitsFor(String what) {
        progress.standsStill(what);
    }

    /**
     * Delivers the next page, if there is one and it is due, and nothing is left to be noted of the last one. After an
     * {@link Error} it may be called again, as after anything else.
     *
     * @return how long to wait before the next call: zero where more may be there at once; empty where there is nothing to
     *         do until something is appended or an operator has acted
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

    /** After an error nothing in here is trusted but what was found out: that would be delivered again for nothing. */
    private void forget() {
        next = null;
        notes.mustBeStored(); // until then the journal gives again what was requeued or held
        if (found == null && notes.isEmpty()) {
            state = null;
        }
    }

    /** @return how long to wait before what could not be noted is noted; empty where nothing is left to be done */
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

    /** In trouble, an operator may have said that it is mended: look every time. */
    private boolean isKnown() {
        if (state == null || state.isTroubled()) {
            boolean first = state == null;
            journal.state(destination).ifPresent(stored -> state = stored);
            if (first && state != null) {
                if (state.stopped() != null) {
                    dueAsStored = state.nextAttempt(); // whoever has started it anew may have mended it: try at once
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

    /** A time to wait for, unless the clock was set back meanwhile: nobody waits for longer than was ever meant. */
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

    /** While many come they are given in larger portions, which cost a destination and the journal less. */
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
            // What was empty when it was read ahead may no longer be.
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
     * Judges what was found out, which may take a look into the journal, and has it noted.
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
        store(settlement.isInOrder() ? 1 : 0); // what is read next depends on it otherwise
        return state.isTroubled() ? untilDue() : Duration.ZERO;
    }

    /** What was read ahead is no longer of use: its page comes after one that may be settled in part, or not at all. */
    private void standBack() {
        next = null;
        position = state.cursor();
    }

    /** From now on it counts as stored; until it is, nothing but it is done. */
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
            state = null; // ask where it stands
            found = null;
            throw e;
        }
    }

    /** Waits until what has been delivered is noted, or can't be: then it is delivered again after the next start. */
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
