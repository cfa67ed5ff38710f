package serai.journal.delivery;

import org.jspecify.annotations.Nullable;
import serai.journal.DestinationState;
import serai.journal.delivery.retry.BackOff;
import serai.journal.store.CursorMovedException;
import serai.journal.store.DeliveryStore;
import serai.journal.store.Page;
import serai.journal.store.Settlement;
import serai.journal.store.Settlement.Horizon;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A destination's state after all settlements so far, whether the journal has stored them or not: the delivery goes on from it
 * while they are being stored. Used by one thread.
 */
final class SettledState {

    /**
     * Pages that may have arrived without a stored settlement: the one being delivered, and the one whose settlement is being
     * stored.
     */
    private static final int UNNOTED_MAX = 2;

    private final DeliveryStore journal;
    private final String destination;
    private final int pageMax;
    private final PendingSettlements notes;
    private final long epoch;
    /** Null if it has to be read. */
    private @Nullable DestinationState state;
    private Map<String, String> remembered = Map.of();
    /** Sequence number up to which records may have been given to the route already, by this object or before the start. */
    private long givenUpTo;

    /**
     * @param epoch   under which all is settled
     * @param pageMax number of records that are given to the route before they are settled, at the most
     */
    SettledState(DeliveryStore journal, String destination, long epoch, int pageMax, BackOff backOff, Clock clock) {
        this.journal = journal;
        this.destination = destination;
        this.pageMax = pageMax;
        this.notes = new PendingSettlements(journal, backOff, clock);
        this.epoch = epoch;
    }

    /**
     * Reads the stored state when it is not known, and every time while the destination is in trouble, since an operator may
     * have resumed it.
     *
     * @return whether it has become known by this
     */
    boolean read() {
        if (state != null && !state.isTroubled()) {
            return false;
        }
        DestinationState stored = journal.state(destination).orElse(state);
        boolean first = state == null && stored != null;
        if (first) {
            remembered = journal.remembered(destination);
            givenUpTo = Math.max(givenUpTo, journal.givenUpTo(destination));
        }
        state = stored; // last: if a query fails, all are made again
        return first;
    }

    /** Whether the state is known; it is not before the journal knows the destination. */
    boolean isKnown() {
        return state != null;
    }

    /** The state. The caller has made sure that it {@link #isKnown}. */
    DestinationState state() {
        return Objects.requireNonNull(state, "the destination's state is not known");
    }

    boolean isTroubled() {
        return state().isTroubled();
    }

    /** The values that the route wants remembered. */
    Map<String, String> remembered() {
        return remembered;
    }

    /** Whether the page's first record may have been given to the route already. */
    boolean isRepeat(Page page) {
        return page.entries().get(0).seq() <= givenUpTo;
    }

    /** Notes that the page's records may be given to the route from now on. */
    void gives(Page page) {
        givenUpTo = Math.max(givenUpTo, page.upTo());
    }

    /** Adds the settlement to those to be stored, and goes on from its state as if it were stored. */
    void settle(Settlement settlement) {
        notes.add(settlement.within(new Horizon(givenUpTo, UNNOTED_MAX * pageMax)).under(epoch));
        if (!settlement.remembered().isEmpty()) {
            remembered = new HashMap<>(remembered);
            remembered.putAll(settlement.remembered());
        }
        state = settlement.to();
    }

    /**
     * Has settlements stored; see {@link PendingSettlements#store}.
     *
     * @throws CursorMovedException if the cursor is not where a settlement begins: the state has to be read again
     */
    void store(int left) {
        try {
            notes.store(left);
        } catch (CursorMovedException e) {
            state = null; // read the stored state again
            throw e;
        }
    }

    /** See {@link PendingSettlements#isStuck}. */
    boolean isStuck() {
        return notes.isStuck();
    }

    /** How long to wait before the next try to store; zero if it may be tried now. */
    Duration untilDue() {
        return notes.untilDue();
    }

    /** See {@link PendingSettlements#mustBeStored}. */
    void mustBeStored() {
        notes.mustBeStored();
    }

    /** Has the state read again, unless a settlement is not stored yet: then what is stored is behind. */
    void forget() {
        if (notes.isEmpty()) {
            state = null;
        }
    }
}
