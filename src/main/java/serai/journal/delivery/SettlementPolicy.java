package serai.journal.delivery;

import serai.journal.DestinationState;
import serai.journal.FailureClass;
import serai.journal.RecordState;
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
 * Turns the result of a pass into a settlement: each record's outcome (delivered, held, dead), the destination's state afterwards,
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

    /** The settlement of a pass over a page. */
    Settlement of(Page page, Pass pass, DestinationState from) {
        List<Settled> settled = new ArrayList<>();
        pass.delivered().all().forEach(entry -> settled.add(Settled.delivered(entry, pass.delivered().isLeftOut(entry))));
        pass.refused().forEach((entry, failure) -> settled.add(Settled.dead(entry, failure, pass.runs().isOpen(entry))));
        Failure waits = pass.ended();
        PageEntry failedProbe = pass.failedProbe();
        if (page.origin() == Origin.ASIDE && !from.isTroubled() && failedProbe != null && waits != null) {
            settled.add(setBack(failedProbe, waits));
        }
        int room = pass.suspects().isEmpty() ? 0 : policy.heldMax() - journal.heldCount(destination);
        for (Map.Entry<PageEntry, Failure> suspect : pass.suspects().entrySet()) {
            if (isOfRecord(suspect.getKey(), pass) && (suspect.getKey().counted() != RecordState.PENDING || room-- > 0)) {
                settled.add(setBack(suspect.getKey(), suspect.getValue()));
            } else {
                waits = waits == null ? suspect.getValue() : waits;
            }
        }
        long cursor = page.origin() == Origin.CURSOR ? settledUpTo(page, settled) : from.cursor();
        DestinationState to = waits == null ? DestinationState.at(cursor) : troubled(cursor, waits, pass, from);
        return settlement(from, to, settled, pass);
    }

    /**
     * The settlement of a pass over a held record. Its failure does not affect other records, unless it completes a run of
     * refusals.
     */
    Settlement of(HeldRecord held, Pass pass, DestinationState from) {
        PageEntry entry = held.entry();
        Failure refusal = pass.refused().get(entry);
        Settled settled;
        if (!pass.delivered().all().isEmpty()) {
            settled = Settled.delivered(entry, pass.delivered().isLeftOut(entry));
        } else if (refusal != null) {
            settled = Settled.dead(entry, refusal, pass.runs().isOpen(entry));
        } else {
            int attempts = held.attempts() + (held.othersSince() ? 1 : 0);
            settled = attempts >= policy.attemptsMax() ? Settled.dead(entry, failure(pass), false)
                    : Settled.held(entry, failure(pass), heldUntil(held.tries() + 1), held.othersSince());
        }
        DestinationState to = pass.runs().takenBack().isEmpty() ? from : troubled(from.cursor(), failure(pass), pass, from);
        return settlement(from, to, List.of(settled), pass);
    }

    /** The failure of a pass that has neither delivered its only record nor refused it, or that a run of refusals has ended. */
    private static Failure failure(Pass pass) {
        return Objects.requireNonNull(pass.ended(), "such a pass has ended early");
    }

    private Settlement settlement(DestinationState from, DestinationState to, List<Settled> settled, Pass pass) {
        return new Settlement(destination, from.cursor(), to, settled, pass.runs().ended(), pass.runs().takenBack(),
                from.refuseNext() && !pass.runs().refusesNext(), pass.changes());
    }

    /** A pending record becomes held; a record that was dead or delivered before gets one more failed attempt. */
    private Settled setBack(PageEntry entry, Failure failure) {
        return entry.counted() == RecordState.PENDING ? Settled.held(entry, failure, heldUntil(1), true)
                : Settled.dead(entry, failure, false);
    }

    private Instant heldUntil(int tries) {
        return clock.instant().plus(policy.backOff().after(tries));
    }

    /** Whether a failure that may pass is the record's own: a later record has arrived, one of the same type if there is one. */
    private boolean isOfRecord(PageEntry suspect, Pass pass) {
        String type = suspect.record().type();
        boolean own = false;
        boolean any = false;
        for (PageEntry entry : pass.delivered().sent()) {
            any |= entry.seq() > suspect.seq();
            own |= entry.seq() > suspect.seq() && entry.record().type().equals(type);
        }
        return own || any && !journal.standsBehind(destination, type, suspect.seq());
    }

    /** The sequence number up to which all records of the page are settled. */
    private static long settledUpTo(Page page, List<Settled> settled) {
        Set<PageEntry> done = new HashSet<>();
        settled.forEach(one -> done.add(one.entry()));
        return page.entries().stream().filter(entry -> !done.contains(entry)).findFirst()
                .map(entry -> entry.seq() - 1).orElse(page.upTo());
    }

    private DestinationState troubled(long cursor, Failure failure, Pass pass, DestinationState from) {
        boolean progress = pass.delivered().isAnySent() && from.failures() < policy.probeAfter();
        int failures = progress ? 1 : from.failures() + 1;
        FailureClass stopped = !pass.isStopped() ? null
                : failure.kind() == FailureClass.FORBIDDEN ? FailureClass.FORBIDDEN : FailureClass.MISCONFIGURED;
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
