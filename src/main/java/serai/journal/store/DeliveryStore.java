package serai.journal.store;

import serai.journal.DestinationState;
import serai.journal.JournalReport;
import serai.journal.JournalWriter;
import serai.journal.attempt.AttemptLease;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * The part of the journal that deliveries use: it reads a destination's next records and stores what has become of them. Methods
 * that read throw {@link serai.journal.JournalUnavailableException} if the journal can't be read. Safe for use by several threads.
 */
public interface DeliveryStore {

    /**
     * The epoch under which this process may begin an attempt at the destination now. If it has changed, another process may
     * have delivered in between, and the caller has to read everything again.
     *
     * @return empty if another process delivers, or is to take over: then the caller ends its delivery and calls {@link #release}
     */
    default OptionalLong epoch(String destination) {
        return OptionalLong.of(0);
    }

    /**
     * How long this process may still deliver to the destination if its lease is not renewed meanwhile; afterwards another process
     * may.
     *
     * @return zero if it may not
     */
    default Duration mayDeliverFor(String destination) {
        return AttemptLease.UNENDING.left();
    }

    /**
     * Whether some process delivers to the destination, this one or another. A change at another process may be seen some
     * seconds late.
     */
    default boolean isDeliveredTo(String destination) {
        return true;
    }

    /** Notes that this process delivers nothing more to the destination, so that another process may take over at once. */
    default void release(String destination) {
        // No other process delivers.
    }

    /** The destination's stored state; empty until a record has been named for it. */
    Optional<DestinationState> state(String destination);

    /** The values that the destination's route has remembered, by name; after a restore also {@link JournalReport#RESTORED}. */
    Map<String, String> remembered(String destination);

    /**
     * Reads a destination's records behind a sequence number, in the order of the appends, without those that have a state of
     * their own (held, requeued, dead, dropped). No transaction stays open.
     *
     * @param after only records with a higher sequence number are read
     * @param limit number of records, at the most
     * @return possibly without records: then no record is to be delivered between {@code after} and its {@code upTo}
     * @throws serai.journal.DamagedRecordException if the first record of the page is damaged
     */
    Page read(String destination, long after, int limit);

    /**
     * How far earlier processes may have given records to the destination's route without storing the outcome: as far as its
     * last settlement says, and to the last record if there was no settlement, or if a store would have to look far or can't read
     * what stands there.
     *
     * @return the sequence number of the last such record
     * @see Settlement.Horizon
     */
    long givenUpTo(String destination);

    /**
     * Reads the records that an operator has requeued for a destination and that are due, in the order in which they became
     * due.
     */
    Page requeued(String destination, int limit);

    /**
     * Reads the records that stand aside and are to be delivered, requeued or held, in the order of their appends.
     *
     * @param before only records that were due, and have not changed, since before that time
     * @param limit  number of records, at the most
     */
    Page aside(String destination, Instant before, int limit);

    /**
     * Those of some records of a destination that stand aside and are not to be delivered: an operator may have dropped or
     * forgotten some since they were read.
     *
     * @param seqs the records' sequence numbers, at least one
     * @return the sequence numbers of those; maybe also of others that stand between the records
     */
    default Set<Long> decided(String destination, List<Long> seqs) {
        return Set.of();
    }

    /** The held record that has been due for longest; empty if none is due. */
    Optional<HeldRecord> held(String destination);

    /** How many records are held for the destination. */
    int heldCount(String destination);

    /**
     * Whether a record of that type, named for the destination and without a state of its own, has one of the next sequence
     * numbers: a store looks some way ahead (SQLite: 100,000 numbers), and not through a whole backlog.
     */
    boolean standsBehind(String destination, String type, long seq);

    /** The number of dead letters in each open run of refusals, by type. */
    Map<String, Integer> refusedRuns(String destination);

    /**
     * Stores the outcome of a page in one transaction, if no other process has been able to deliver since the epoch of the
     * settlement began.
     *
     * @return completes after the commit, when the outcome is on the disk; on the journal's writing thread, so that actions
     *         that depend on it must be short. Completes exceptionally with {@link CursorMovedException} if the cursor is not
     *         at {@link Settlement#from} (another process delivers too, or the settlement was stored before and the
     *         confirmation was lost), or as {@link JournalWriter#append}
     */
    CompletionStage<Void> settle(Settlement settlement);

    /**
     * Calls back whenever a record may have been appended for the destination. The callback must return at once, because it
     * runs on a thread of the journal's. A destination has one callback: a later one replaces it.
     *
     * @return ends the calls when the caller closes it
     */
    Registration onAppend(String destination, Runnable callback);

    /** Closing it removes the callback. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
