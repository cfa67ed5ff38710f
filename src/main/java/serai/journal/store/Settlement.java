package serai.journal.store;

import org.jspecify.annotations.Nullable;
import serai.journal.DestinationState;
import serai.journal.RecordState;
import serai.journal.attempt.FailureClass;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The outcome of one page, to be stored in one transaction: the destination's state and counters, its held records and dead
 * letters, and the values that its route wants remembered.
 *
 * @param destination name of the destination
 * @param from        the cursor before the page
 * @param to          the destination's state after the page
 * @param settled     the records whose outcome is known; no others
 * @param endedRuns   types of which a record was accepted, so that the refusals before were the records' own fault
 * @param takenBack   types of which so many records were refused in a row that the destination must be at fault: the dead
 *                    letters of the run are held again
 * @param refusedNext whether {@link DestinationState#refuseNext} has been used up
 * @param remembered  the values that the route wants remembered and that have changed
 * @param horizon     how far records may have been given to the route if the process ends before the next settlement is stored;
 *                    null if the stored one is still right
 * @param epoch       the one under which the page was read and delivered: {@link DeliveryStore#epoch}
 */
public record Settlement(String destination, long from, DestinationState to, List<Settled> settled, Set<String> endedRuns,
        Set<String> takenBack, boolean refusedNext, Map<String, String> remembered, @Nullable Horizon horizon, long epoch) {

    /**
     * How far records may have been given to the route without a stored outcome.
     *
     * @param givenUpTo sequence number up to which this process or an earlier one may have given them
     * @param ahead     number of records behind the cursor, at the most, that may be given before the next settlement is stored
     */
    public record Horizon(long givenUpTo, int ahead) {
    }

    public Settlement(String destination, long from, DestinationState to, List<Settled> settled, Set<String> endedRuns,
            Set<String> takenBack, boolean refusedNext, Map<String, String> remembered) {
        this(destination, from, to, settled, endedRuns, takenBack, refusedNext, remembered, null, 0);
    }

    public Settlement within(Horizon reached) {
        return new Settlement(destination, from, to, settled, endedRuns, takenBack, refusedNext, remembered, reached, epoch);
    }

    public Settlement under(long leased) {
        return new Settlement(destination, from, to, settled, endedRuns, takenBack, refusedNext, remembered, horizon, leased);
    }

    /**
     * The outcome for one record.
     *
     * @param entry   the record, with the counter that it was in before
     * @param outcome delivered, dead, held, requeued or unmatched; a record that was delivered before stays counted as delivered
     * @param failure why it was not delivered; null if it was
     * @param next    when Serai tries it again; null unless it is held or requeued
     * @param counts  whether the attempt counts towards the maximum
     * @param inRun   whether its refusal may still turn out to be the destination's fault
     * @param leftOut whether it was delivered by being left out: the route has sent it nowhere
     */
    public record Settled(PageEntry entry, RecordState outcome, @Nullable Failure failure, @Nullable Instant next,
            boolean counts, boolean inRun, boolean leftOut) {

        public Settled(PageEntry entry, RecordState outcome, @Nullable Failure failure, @Nullable Instant next, boolean counts,
                boolean inRun) {
            this(entry, outcome, failure, next, counts, inRun, false);
        }

        public static Settled delivered(PageEntry entry, boolean leftOut) {
            return new Settled(entry, RecordState.DELIVERED, null, null, false, false, leftOut);
        }

        public static Settled dead(PageEntry entry, Failure failure, boolean inRun) {
            return new Settled(entry, RecordState.DEAD, failure, null, true, inRun);
        }

        /** The record waits until it is known whose it is, and stays in the counter that it was in. */
        public static Settled unmatched(PageEntry entry) {
            return new Settled(entry, RecordState.UNMATCHED, null, null, false, false);
        }

        public static Settled held(PageEntry entry, Failure failure, Instant next, boolean counts) {
            return new Settled(entry, RecordState.HELD, failure, next, counts, false);
        }

        /** The record is sent again later, and stays in the counter that it was in. */
        public static Settled requeued(PageEntry entry, Failure failure, Instant next) {
            return new Settled(entry, RecordState.REQUEUED, failure, next, true, false);
        }

        /** Whether the destination, or a step of the route, has judged the record itself. */
        public boolean isRefused() {
            return failure != null
                    && (failure.failureClass() == FailureClass.REFUSED || failure.failureClass() == FailureClass.CONFLICT);
        }
    }

    /** Whether the settlement only says that records behind the cursor were delivered. Then the next read does not depend on it. */
    public boolean isInOrder() {
        return !to.isTroubled() && endedRuns.isEmpty() && takenBack.isEmpty() && !refusedNext
                && settled.stream().allMatch(one -> one.outcome == RecordState.DELIVERED && isInOrder(one.entry));
    }

    /** Whether the record was behind the cursor, and the cursor has passed it. */
    public boolean isInOrder(PageEntry entry) {
        return entry.seq() > from && entry.seq() <= to.cursor();
    }

    /** A settlement of no record, which only changes the destination's state. */
    public static Settlement of(String destination, long from, DestinationState to) {
        return new Settlement(destination, from, to, List.of(), Set.of(), Set.of(), false, Map.of());
    }
}
