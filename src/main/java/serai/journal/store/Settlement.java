package serai.journal.store;

import serai.journal.DestinationState;
import serai.journal.RecordState;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one pass over a page has come to, to be stored in one transaction: where the destination stands, its counters, what
 * stands aside, and what its route wants remembered.
 *
 * @param destination whose
 * @param from        where the cursor stood
 * @param to          where the destination stands now
 * @param settled     the records that are settled; no others
 * @param endedRuns   types of which one was accepted: their refusals so far were the records' own fault
 * @param takenBack   types of which so many were refused in a row that it must be the destination's fault: the dead letters
 *                    of the run are held again
 * @param refusedNext whether what an operator had said of the next refusal has been used up
 * @param remembered  what the route wants remembered, changes only
 * @param horizon     how far records may have been given to the route, when the process ends before the next one is stored;
 *                    null where that is as stored
 */
public record Settlement(String destination, long from, DestinationState to, List<Settled> settled, Set<String> endedRuns,
                         Set<String> takenBack, boolean refusedNext, Map<String, String> remembered, Horizon horizon) {

    /**
     * How far records may have been given to the route without being noted.
     *
     * @param givenUpTo sequence number up to which they may have been, by now or by a process before
     * @param ahead     records that may be given behind the cursor before the next settlement is stored, at the most
     */
    public record Horizon(long givenUpTo, int ahead) {
    }

    public Settlement(String destination, long from, DestinationState to, List<Settled> settled, Set<String> endedRuns,
                      Set<String> takenBack, boolean refusedNext, Map<String, String> remembered) {
        this(destination, from, to, settled, endedRuns, takenBack, refusedNext, remembered, null);
    }

    public Settlement within(Horizon reached) {
        return new Settlement(destination, from, to, settled, endedRuns, takenBack, refusedNext, remembered, reached);
    }

    /**
     * One record, settled.
     *
     * @param entry   as it stood before
     * @param outcome what has become of it: delivered; dead, unless it was delivered before, which it stays; or held
     * @param failure why; null where it was delivered
     * @param next    when it is to be tried again; null unless it is held
     * @param counts  whether the attempt counts against the bound of attempts
     * @param inRun   whether its refusal may still turn out to be the destination's fault
     */
    public record Settled(PageEntry entry, RecordState outcome, Failure failure, Instant next, boolean counts, boolean inRun) {

        public static Settled delivered(PageEntry entry) {
            return new Settled(entry, RecordState.DELIVERED, null, null, false, false);
        }

        public static Settled dead(PageEntry entry, Failure failure, boolean inRun) {
            return new Settled(entry, RecordState.DEAD, failure, null, true, inRun);
        }

        public static Settled held(PageEntry entry, Failure failure, Instant next, boolean counts) {
            return new Settled(entry, RecordState.HELD, failure, next, counts, false);
        }
    }

    /** Whether it says no more than that what stood behind the cursor has been delivered: nothing stored depends on it. */
    public boolean isInOrder() {
        return !to.isTroubled() && endedRuns.isEmpty() && takenBack.isEmpty() && !refusedNext
                && settled.stream().allMatch(one -> one.outcome == RecordState.DELIVERED && isInOrder(one.entry));
    }

    /** Whether it came from the cursor, and the cursor now stands behind it. */
    public boolean isInOrder(PageEntry entry) {
        return entry.seq() > from && entry.seq() <= to.cursor();
    }

    /** Nothing settled, only a change of where the destination stands. */
    public static Settlement of(String destination, long from, DestinationState to) {
        return new Settlement(destination, from, to, List.of(), Set.of(), Set.of(), false, Map.of());
    }
}
