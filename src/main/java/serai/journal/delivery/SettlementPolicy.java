package serai.journal.delivery;

import serai.journal.DamagedRecordException;
import serai.journal.DestinationState;
import serai.journal.RecordState;
import serai.journal.attempt.FailureClass;
import serai.journal.delivery.page.PageOutcome;
import serai.journal.delivery.retry.RetryPolicy;
import serai.journal.store.DeliveryStore;
import serai.journal.store.Failure;
import serai.journal.store.HeldRecord;
import serai.journal.store.Page;
import serai.journal.store.Page.Origin;
import serai.journal.store.PageEntry;
import serai.journal.store.Settlement;
import serai.journal.store.Settlement.Settled;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Turns the outcome of a page into a settlement: each record's outcome (delivered, held, dead), the destination's state afterwards,
 * and when it is tried again. Stores nothing.
 */
final class SettlementPolicy {

    /** The longest wait that a destination may ask for ({@code Retry-After}). */
    private static final Duration ASKED_FOR_MAX = Duration.ofHours(1);

    private final DeliveryStore journal;
    private final String destination;
    private final RetryPolicy policy;
    private final Clock clock;

    SettlementPolicy(DeliveryStore journal, String destination, RetryPolicy policy, Clock clock) {
        this.journal = journal;
        this.destination = destination;
        this.policy = policy;
        this.clock = clock;
    }

    /** The settlement of a page. */
    Settlement of(Page page, PageOutcome outcome, DestinationState from) {
        List<Settled> settled = new ArrayList<>();
        outcome.delivered().all().forEach(entry -> settled.add(Settled.delivered(entry, outcome.delivered().isLeftOut(entry))));
        outcome.refused().forEach((entry, failure) -> settled.add(Settled.dead(entry, failure, outcome.runs().isOpen(entry))));
        outcome.unmatched().forEach(entry -> settled.add(Settled.unmatched(entry)));
        Failure waits = outcome.ended();
        PageEntry failedProbe = outcome.failedProbe();
        if (page.origin() == Origin.ASIDE && !from.isTroubled() && failedProbe != null && waits != null) {
            settled.add(setBack(failedProbe, waits, clock.instant())); // the destination's own wait comes first
        }
        int room = outcome.suspects().isEmpty() ? 0 : policy.heldMax() - journal.heldCount(destination);
        for (Map.Entry<PageEntry, Failure> suspect : outcome.suspects().entrySet()) {
            if (isOfRecord(suspect.getKey(), outcome) && (suspect.getKey().counted() != RecordState.PENDING || room-- > 0)) {
                settled.add(setBack(suspect.getKey(), suspect.getValue(), heldUntil(suspect.getKey().attempts() + 1)));
            } else {
                waits = waits == null ? suspect.getValue() : waits;
            }
        }
        long cursor = page.origin() == Origin.CURSOR ? settledUpTo(page, settled) : from.cursor();
        DestinationState to = waits == null ? DestinationState.at(cursor) : troubled(cursor, waits, outcome, from);
        return settlement(from, to, settled, outcome);
    }

    /**
     * The settlement of a held record. Its failure does not affect other records, unless it completes a run of
     * refusals.
     */
    Settlement of(HeldRecord held, PageOutcome outcome, DestinationState from) {
        PageEntry entry = held.entry();
        Failure refusal = outcome.refused().get(entry);
        Settled settled;
        if (!outcome.delivered().all().isEmpty()) {
            settled = Settled.delivered(entry, outcome.delivered().isLeftOut(entry));
        } else if (outcome.unmatched().contains(entry)) {
            settled = Settled.unmatched(entry);
        } else if (refusal != null) {
            settled = Settled.dead(entry, refusal, outcome.runs().isOpen(entry));
        } else {
            boolean counts = held.othersSince(); // otherwise the failure may be the destination's
            settled = counts && held.attempts() + 1 >= policy.attemptsMax() ? Settled.dead(entry, failure(outcome), false)
                    : Settled.held(entry, failure(outcome), heldUntil(held.tries() + 1), counts);
        }
        DestinationState to =
                outcome.runs().takenBack().isEmpty() ? from : troubled(from.cursor(), failure(outcome), outcome, from);
        return settlement(from, to, List.of(settled), outcome);
    }

    /** The failure of a delivery that has neither delivered its only record nor refused it, or that a run of refusals has ended. */
    private static Failure failure(PageOutcome outcome) {
        return Objects.requireNonNull(outcome.ended(), "such a delivery has ended early");
    }

    private Settlement settlement(DestinationState from, DestinationState to, List<Settled> settled, PageOutcome outcome) {
        return new Settlement(destination, from.cursor(), to, settled, outcome.runs().ended(), outcome.runs().takenBack(),
                from.refuseNext() && !outcome.runs().refusesNext(), outcome.changes());
    }

    /**
     * A pending record becomes held. One that was dead or dropped before gets one more failed attempt. One that was delivered
     * before is sent again until it arrives or has failed too often.
     *
     * @param again when a record that was delivered before is sent again
     */
    private Settled setBack(PageEntry entry, Failure failure, Instant again) {
        return switch (entry.counted()) {
            case PENDING -> Settled.held(entry, failure, heldUntil(1), true);
            case DELIVERED -> entry.attempts() + 1 < policy.attemptsMax() ? Settled.requeued(entry, failure, again)
                    : Settled.dead(entry, failure, false);
            default -> Settled.dead(entry, failure, false);
        };
    }

    private Instant heldUntil(int tries) {
        return clock.instant().plus(policy.backOff().after(tries));
    }

    /** Whether a failure that may pass is the record's own: a later record has arrived, one of the same type if there is one. */
    private boolean isOfRecord(PageEntry suspect, PageOutcome outcome) {
        String type = suspect.record().type();
        boolean own = false;
        boolean any = false;
        for (PageEntry entry : outcome.delivered().sent()) {
            any |= entry.seq() > suspect.seq();
            own |= entry.seq() > suspect.seq() && entry.record().type().equals(type);
        }
        return own || any && !mayStandBehind(type, suspect.seq());
    }

    private boolean mayStandBehind(String type, long seq) {
        try {
            return journal.standsBehind(destination, type, seq);
        } catch (DamagedRecordException e) {
            return true; // the records that can't be read may be of that type
        }
    }

    /** The sequence number up to which all records of the page are settled. */
    private static long settledUpTo(Page page, List<Settled> settled) {
        Set<PageEntry> done = new HashSet<>();
        settled.forEach(one -> done.add(one.entry()));
        return page.entries().stream().filter(entry -> !done.contains(entry)).findFirst()
                .map(entry -> entry.seq() - 1).orElse(page.upTo());
    }

    private DestinationState troubled(long cursor, Failure failure, PageOutcome outcome, DestinationState from) {
        boolean progress = outcome.delivered().isAnySent() && from.failures() < policy.probeAfter();
        int failures = progress ? 1 : from.failures() + 1;
        FailureClass stopped = !outcome.isStopped() ? null
                : failure.failureClass() == FailureClass.FORBIDDEN ? FailureClass.FORBIDDEN : FailureClass.MISCONFIGURED;
        Duration wait = stopped == null ? policy.backOff().after(failures) : policy.stopped();
        Instant now = clock.instant();
        Instant next = now.plus(wait);
        if (failure.retryAfter() != null && failure.retryAfter().isAfter(next)) {
            Instant latest = now.plus(ASKED_FOR_MAX);
            next = failure.retryAfter().isAfter(latest) ? latest : failure.retryAfter();
        }
        return new DestinationState(cursor, failures, next, stopped, failure.loggable(), false);
    }
}
