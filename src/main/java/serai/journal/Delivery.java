package serai.journal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.journal.Entry.Counted;
import serai.journal.Page.Origin;
import serai.journal.Settlement.Outcome;
import serai.journal.Settlement.Settled;
import serai.model.LearningRecord;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * Works through the journal for one destination, a page at a time. Not safe for use by several threads: one thread calls
 * {@link #attempt} again and again.
 *
 * <p>Nothing is stored before an attempt. Every attempt is a repeat but the first of a page that was not yet given to the
 * route: also the first after a start, for the last one may have arrived without being noted.
 */
public final class Delivery {

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    /** Records of other destinations passed over before the cursor is stored for their sake. */
    private static final long PASSED_OVER_MAX = 100_000;
    /** Records looked at while in trouble, at the least: whether a failure is of one record only another one tells. */
    private static final int TROUBLED_PAGE_MIN = 20;
    /** How often to look for what stands aside, where the last look found nothing. */
    private static final Duration ASIDE_EVERY = Duration.ofMillis(500);
    /** For how long a destination may ask to be left alone ({@code Retry-After}). */
    private static final Duration ASKED_FOR_MAX = Duration.ofHours(1);

    /** What takes records: the destination's route. */
    @FunctionalInterface
    public interface Taker {
        /**
         * Takes records of one kind, in order. Returning means that all of them have arrived.
         *
         * @throws NotTakenException if any may not have, with what that means
         * @throws Exception         the same, as {@link FailureClass#UNAVAILABLE}
         */
        void take(Kind kind, List<LearningRecord> records, Attempt attempt) throws Exception;
    }

    private final Journal journal;
    private final String destination;
    private final int batchSize;
    private final RetryPolicy policy;
    private final Clock clock;
    private final Executor readAhead;
    private final Taker taker;

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

    /**
     * @param batchSize records in a page at the most; at least 1
     * @param readAhead where the next page is read while one is delivered
     */
    public Delivery(Journal journal, String destination, int batchSize, RetryPolicy policy, Clock clock,
                    Executor readAhead, Taker taker) {
        this.journal = journal;
        this.destination = destination;
        this.batchSize = batchSize;
        this.policy = policy;
        this.clock = clock;
        this.readAhead = readAhead;
        this.taker = taker;
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
                remembered = journal.remembered(destination);
                position = standing.cursor();
                givenUpTo = journal.read(destination, position, pageInTrouble()).upTo();
            }
        }
        return standing != null;
    }

    private int pageInTrouble() {
        return Math.max(batchSize, TROUBLED_PAGE_MIN);
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
            Page requeued = journal.requeued(destination, batchSize);
            if (!requeued.isEmpty()) {
                return Optional.of(settle(requeued, pass().probing(requeued.entries(), probes++, false)));
            }
            heldNotBefore = notTooFar(heldNotBefore, policy.backOff().most());
            Optional<Held> held = clock.instant().isBefore(heldNotBefore) ? Optional.empty() : journal.held(destination);
            if (held.isPresent()) {
                settleHeld(held.get());
                return Optional.of(Duration.ZERO);
            }
            asideLookedAt = clock.instant();
        }
        Page page = nextPage();
        if (page.isEmpty()) {
            return passOver(page);
        }
        long after = page.upTo();
        next = CompletableFuture.supplyAsync(() -> journal.read(destination, after, batchSize), readAhead);
        boolean repeat = page.entries().get(0).seq() <= givenUpTo;
        givenUpTo = Math.max(givenUpTo, after);
        return Optional.of(settle(page, pass().overAll(page.entries(), repeat)));
    }

    private Optional<Duration> attemptInTrouble() {
        Page page = journal.read(destination, standing.cursor(), pageInTrouble());
        givenUpTo = Math.max(givenUpTo, page.upTo());
        if (page.isEmpty()) {
            page = journal.requeued(destination, batchSize);
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
        return new Pass(taker, destination, batchSize, clock, new RefusedRuns(open, standing.refuseNext()), remembered);
    }

    private Page nextPage() {
        if (next == null) {
            return journal.read(destination, position, batchSize);
        }
        try {
            Page ahead = next.join();
            // What was empty when it was read ahead may no longer be.
            return ahead.isEmpty() ? journal.read(destination, position, batchSize) : ahead;
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

    /** What was read ahead is no longer of use: its page comes after one that may be settled in part, or not at all. */
    private void standBack() {
        next = null;
        position = standing.cursor();
    }

    private Duration settle(Page page, Pass pass) {
        List<Settled> settled = new ArrayList<>();
        pass.delivered().forEach(entry -> settled.add(Settled.delivered(entry)));
        pass.refused().forEach((entry, failure) ->
                settled.add(Settled.dead(entry, failure, pass.runs().isOpen(entry))));
        Failure waits = pass.ended();
        if (!pass.delivered().isEmpty()) {
            heldFailures = 0;
            heldNotBefore = Instant.EPOCH;
        }
        if (page.origin() == Origin.ASIDE && !standing.isTroubled() && pass.failedProbe() != null) {
            settled.add(setBack(pass.failedProbe(), waits));
        }
        int room = pass.suspects().isEmpty() ? 0 : policy.heldMax() - journal.heldCount(destination);
        for (Map.Entry<Entry, Failure> suspect : pass.suspects().entrySet()) {
            if (!isOfRecord(suspect.getKey(), pass)) {
                waits = waits == null ? suspect.getValue() : waits;
            } else if (suspect.getKey().counted() != Counted.PENDING || room-- > 0) {
                settled.add(setBack(suspect.getKey(), suspect.getValue()));
            } else {
                waits = waits == null ? suspect.getValue() : waits;
            }
        }
        long cursor = page.origin() == Origin.CURSOR ? settledUpTo(page, settled) : standing.cursor();
        Standing to = waits == null ? Standing.at(cursor) : troubled(cursor, waits, pass);
        tell(to, pass);
        store(new Settlement(destination, standing.cursor(), to, settled, pass.runs().ended(), pass.runs().takenBack(),
                standing.refuseNext() && !pass.runs().refusesNext(), pass.changes()));
        if (waits != null) {
            standBack();
        }
        runsMayBeOpen |= !pass.refused().isEmpty() || !pass.runs().takenBack().isEmpty();
        return waits == null ? Duration.ZERO : untilDue();
    }

    /** What was dead stays so, with one attempt more; what was not yet is held. */
    private Settled setBack(Entry entry, Failure failure) {
        return entry.counted() == Counted.PENDING ? Settled.held(entry, failure, heldUntil(1), true)
                : Settled.dead(entry, failure, false);
    }

    /** Whether a failure that may pass is the record's own, since a later one has arrived. */
    private boolean isOfRecord(Entry suspect, Pass pass) {
        String type = suspect.record().type();
        boolean own = false;
        boolean any = false;
        for (Entry entry : pass.delivered()) {
            any |= entry.seq() > suspect.seq();
            own |= entry.seq() > suspect.seq() && entry.record().type().equals(type);
        }
        return own || any && !journal.standsBehind(destination, type, suspect.seq());
    }

    /** The number up to which all of the page is settled. */
    private static long settledUpTo(Page page, List<Settled> settled) {
        Set<Entry> done = new HashSet<>();
        settled.forEach(one -> done.add(one.entry()));
        return page.entries().stream().filter(entry -> !done.contains(entry)).findFirst()
                .map(entry -> entry.seq() - 1).orElse(page.upTo());
    }

    private Standing troubled(long cursor, Failure failure, Pass pass) {
        boolean progress = !pass.delivered().isEmpty() && standing.failures() < policy.probeAfter();
        int failures = progress ? 1 : standing.failures() + 1;
        FailureClass stopped = !pass.isStopped() ? null
                : failure.kind() == FailureClass.FORBIDDEN ? FailureClass.FORBIDDEN : FailureClass.MISCONFIGURED;
        Duration wait = stopped == null ? policy.backOff().after(failures) : policy.stopped();
        Instant now = clock.instant();
        Instant next = now.plus(wait);
        if (failure.retryAfter() != null && failure.retryAfter().isAfter(next)) {
            next = failure.retryAfter().isAfter(now.plus(ASKED_FOR_MAX)) ? now.plus(ASKED_FOR_MAX) : failure.retryAfter();
        }
        askedFor = Duration.between(now, next);
        return new Standing(cursor, failures, next, stopped, failure.loggable(), false);
    }

    private void settleHeld(Held held) {
        Pass pass = pass().overAll(List.of(held.entry()), true);
        Settled settled;
        if (!pass.delivered().isEmpty()) {
            settled = Settled.delivered(held.entry());
        } else if (!pass.refused().isEmpty()) {
            settled = Settled.dead(held.entry(), pass.refused().get(held.entry()), pass.runs().isOpen(held.entry()));
        } else {
            int attempts = held.attempts() + (held.othersSince() ? 1 : 0);
            settled = attempts >= policy.attemptsMax() ? Settled.dead(held.entry(), pass.ended(), false)
                    : Settled.held(held.entry(), pass.ended(), heldUntil(held.tries() + 1), held.othersSince());
        }
        if (settled.outcome() == Outcome.HELD) {
            heldFailures++;
            heldNotBefore = clock.instant().plus(policy.backOff().after(heldFailures));
        }
        boolean stops = !pass.runs().takenBack().isEmpty();
        Standing to = stops ? troubled(standing.cursor(), pass.ended(), pass) : standing;
        tell(to, pass);
        store(new Settlement(destination, standing.cursor(), to, List.of(settled), pass.runs().ended(),
                pass.runs().takenBack(), false, pass.changes()));
        runsMayBeOpen |= !pass.refused().isEmpty() || stops;
        if (stops) {
            standBack();
        }
    }

    private Instant heldUntil(int tries) {
        return clock.instant().plus(policy.backOff().after(tries));
    }

    private void store(Settlement settlement) {
        try {
            journal.settle(settlement).toCompletableFuture().join();
        } catch (CompletionException e) {
            // Whether it was stored is not known, and an operator may have moved the cursor: ask where it stands.
            next = null;
            standing = null;
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
        if (!settlement.remembered().isEmpty()) {
            remembered = new HashMap<>(remembered);
            remembered.putAll(settlement.remembered());
        }
        standing = settlement.to();
        position = Math.max(position, standing.cursor());
    }

    private void tell(Standing to, Pass pass) {
        Failure failure = pass.ended();
        if (!to.isTroubled()) {
            if (standing.isTroubled()) {
                LOG.info("Destination {} is delivered to again, after {} failed attempts.", destination, standing.failures());
            }
        } else if (to.stopped() != null && standing.stopped() == null) {
            LOG.error("Destination {} has stopped, {}: {}. Its records wait; it is tried again every {} s. "
                    + "Once it is mended: ./serai destinations resume {}", destination, to.stopped().word(),
                    failure.loggable(), policy.stopped().toSeconds(), destination);
        } else if (!standing.isTroubled()) {
            LOG.warn("Destination {} can't be delivered to: {}. Its records wait, and it is tried again.", destination,
                    failure == null ? "some records fail" : failure.loggable());
        }
        if (!pass.refused().isEmpty()) {
            LOG.warn("{} records are dead lettered for {}. ./serai dead-letters list --destination {}",
                    pass.refused().size(), destination, destination);
        }
    }

    /** The journal can't be read or written to. What was delivered and could not be noted is delivered again. */
    private Duration outOfOrder(RuntimeException cause) {
        next = null;
        if (!(cause instanceof JournalUnavailableException)) {
            LOG.error("Destination {} stands still: {}. It is tried again.", destination, Failure.inOneLine(cause));
        }
        LOG.debug("The journal can't be worked through for destination {}", destination, cause);
        return policy.backOff().after(1);
    }
}
