package serai.journal;

import serai.journal.Settlement.Outcome;
import serai.model.LearningRecord;

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

    /** What takes records: the destination's route. */
    @FunctionalInterface
    public interface Taker {
        /**
         * Takes records of one kind, in order. Returning means that all of them have arrived. Called by several threads at the
         * same time, each with another type of records, where {@link Portions} say so.
         *
         * @throws NotTakenException if any may not have, with what that means
         * @throws Exception         the same, as {@link FailureClass#UNAVAILABLE}
         */
        void take(Kind kind, List<LearningRecord> records, Attempt attempt) throws Exception;
    }

    private final Journal journal;
    private final String destination;
    private final Portions portions;
    private final RetryPolicy policy;
    private final Clock clock;
    private final Executor beside;
    private final Taker taker;
    private final Judgement judgement;
    private final DeliveryLog log;

    private Standing standing;
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
    private CompletableFuture<Void> noted = CompletableFuture.completedFuture(null);

    /**
     * @param beside where the next page is read and other types are delivered, while the thread that attempts delivers; at most
     *               {@link Portions#types} tasks at the same time
     */
    public Delivery(Journal journal, String destination, Portions portions, RetryPolicy policy, Clock clock, Executor beside,
                    Taker taker) {
        this.journal = journal;
        this.destination = destination;
        this.portions = portions;
        this.policy = policy;
        this.clock = clock;
        this.beside = beside;
        this.taker = taker;
        this.judgement = new Judgement(journal, destination, policy, clock);
        this.log = new DeliveryLog(destination, policy);
    }

    /**
     * Delivers the next page, if there is one and it is due.
     *
     * @return how long to wait before the next call: zero where more may be there at once; empty where there is nothing to
     *         do until something is appended or an operator has acted
     */
    public Optional<Duration> attempt() {
        try {
            if (!isKnown()) {
                return Optional.empty();
            }
            Duration wait = untilDue();
            if (!wait.isZero()) {
                return Optional.of(wait);
            }
            return standing.isTroubled() ? attemptInTrouble() : attemptNext();
        } catch (RuntimeException e) {
            return Optional.of(outOfOrder(e));
        }
    }

    /** In trouble, an operator may have said that it is mended: look every time. */
    private boolean isKnown() {
        if (standing == null || standing.isTroubled()) {
            boolean first = standing == null;
            journal.standing(destination).ifPresent(stored -> standing = stored);
            if (first && standing != null) {
                if (standing.stopped() != null) {
                    dueAsStored = standing.nextAttempt(); // whoever has started it anew may have mended it: try at once
                }
                remembered = journal.remembered(destination);
                position = standing.cursor();
                givenUpTo = journal.lastOfNext(destination, position, UNNOTED_MAX * pageInTrouble());
            }
        }
        return standing != null;
    }

    private int pageInTrouble() {
        return Math.max(portions.page(), TROUBLED_PAGE_MIN);
    }

    private Duration untilDue() {
        if (!Objects.equals(standing.nextAttempt(), dueAsStored)) {
            dueAsStored = standing.nextAttempt();
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
            Page requeued = journal.requeued(destination, portions.batch());
            if (!requeued.isEmpty()) {
                return Optional.of(settle(requeued, pass().probing(requeued.entries(), probes++, false)));
            }
            heldNotBefore = notTooFar(heldNotBefore, policy.backOff().most());
            Optional<Held> held = clock.instant().isBefore(heldNotBefore) ? Optional.empty() : journal.held(destination);
            if (held.isPresent()) {
                return Optional.of(settleHeld(held.get()));
            }
            asideLookedAt = clock.instant();
        }
        Page page = nextPage();
        if (page.isEmpty()) {
            awaitNoted();
            return passOver(page);
        }
        Instant begin = clock.instant();
        long after = page.upTo();
        if (page.more()) {
            next = CompletableFuture.supplyAsync(() -> journal.read(destination, after, portions.page()), beside);
        }
        boolean repeat = page.entries().get(0).seq() <= givenUpTo;
        givenUpTo = Math.max(givenUpTo, after);
        Duration wait = settle(page, pass().abreast(page.entries(), repeat, beside, portions.types()));
        return Optional.of(standing.isTroubled() ? wait : untilGathered(page, begin));
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
        Page page = journal.read(destination, standing.cursor(), pageInTrouble());
        givenUpTo = Math.max(givenUpTo, page.upTo());
        if (page.isEmpty()) {
            page = journal.requeued(destination, portions.batch());
        }
        if (page.isEmpty()) {
            store(Settlement.of(destination, standing.cursor(), Standing.at(standing.cursor())));
            return Optional.of(Duration.ZERO);
        }
        boolean probe = standing.stopped() != null || standing.failures() >= policy.probeAfter();
        return Optional.of(settle(page, probe
                ? pass().probing(page.entries(), probes++, standing.stopped() != null)
                : pass().overAll(page.entries(), true)));
    }

    private Pass pass() {
        Map<String, Integer> open = runsMayBeOpen ? journal.refusedRuns(destination) : Map.of();
        return new Pass(taker, destination, portions.batch(), clock, new RefusedRuns(open, standing.refuseNext()), remembered);
    }

    private Page nextPage() {
        if (next == null) {
            return journal.read(destination, position, portions.page());
        }
        try {
            Page ahead = next.join();
            // What was empty when it was read ahead may no longer be.
            return ahead.isEmpty() ? journal.read(destination, position, portions.page()) : ahead;
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } finally {
            next = null;
        }
    }

    private Optional<Duration> passOver(Page empty) {
        boolean moved = empty.upTo() > position;
        position = empty.upTo();
        if (position - standing.cursor() > PASSED_OVER_MAX) {
            store(Settlement.of(destination, standing.cursor(), Standing.at(position)));
        }
        return moved ? Optional.of(Duration.ZERO) : Optional.empty();
    }

    private Duration settle(Page page, Pass pass) {
        if (!pass.delivered().isEmpty()) {
            heldFailures = 0;
            heldNotBefore = Instant.EPOCH;
        }
        return conclude(judgement.of(page, pass, standing), pass);
    }

    private Duration settleHeld(Held held) {
        Pass pass = pass().overAll(List.of(held.entry()), true);
        Settlement settlement = judgement.of(held, pass, standing);
        if (settlement.settled().get(0).outcome() == Outcome.HELD) {
            heldFailures++;
            heldNotBefore = clock.instant().plus(policy.backOff().after(heldFailures));
        }
        return conclude(settlement, pass);
    }

    /** @return how long to wait for the next attempt */
    private Duration conclude(Settlement settlement, Pass pass) {
        log.tell(standing, settlement.to(), pass);
        store(settlement);
        runsMayBeOpen |= !pass.refused().isEmpty() || !pass.runs().takenBack().isEmpty();
        if (!standing.isTroubled()) {
            return Duration.ZERO;
        }
        standBack();
        askedFor = Duration.between(clock.instant(), standing.nextAttempt());
        return untilDue();
    }

    /** What was read ahead is no longer of use: its page comes after one that may be settled in part, or not at all. */
    private void standBack() {
        next = null;
        position = standing.cursor();
    }

    /** Begins to store it once the one before is stored; waits for its end where what is read next depends on it. */
    private void store(Settlement settlement) {
        awaitNoted();
        noted = journal.settle(settlement).toCompletableFuture();
        if (!settlement.isInOrder()) {
            awaitNoted();
        }
        if (!settlement.remembered().isEmpty()) {
            remembered = new HashMap<>(remembered);
            remembered.putAll(settlement.remembered());
        }
        standing = settlement.to();
        position = Math.max(position, standing.cursor());
    }

    private void awaitNoted() {
        try {
            noted.join();
        } catch (CompletionException e) {
            // Whether it was stored is not known, and an operator may have moved the cursor: ask where it stands.
            noted = CompletableFuture.completedFuture(null);
            next = null;
            standing = null;
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Waits until what has been delivered is noted, or can't be: then it is delivered again. */
    public void end() {
        try {
            awaitNoted();
        } catch (RuntimeException e) {
            log.outOfOrder(e);
        }
    }

    /** What was delivered and could not be noted is delivered again. */
    private Duration outOfOrder(RuntimeException cause) {
        next = null;
        log.outOfOrder(cause);
        return policy.backOff().after(1);
    }
}
