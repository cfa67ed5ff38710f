package serai.journal.store;

import serai.journal.DestinationState;
import serai.journal.JournalReport;
import serai.journal.JournalWriter;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The journal as the delivery to one destination sees it: what is next, what stands aside, and where it stands. Safe for use by several threads. */
public interface DeliveryStore {

    /** Where the destination stands; empty until a record has been named for it. */
    Optional<DestinationState> state(String destination);

    /** What the destination's route wants remembered, by name; and {@link JournalReport#RESTORED} where the journal was. */
    Map<String, String> remembered(String destination);

    /**
     * Reads what stands behind a destination's cursor, in the order of the appends, but for what stands aside. No
     * transaction stays open.
     *
     * @param after sequence number behind which to look
     * @param limit records at the most
     * @return possibly without records: nothing stands between {@code after} and its {@code upTo}
     */
    Page read(String destination, long after, int limit);

    /**
     * How far records may have been given to the destination's route without being noted, by the processes before: as far as
     * its last settlement says; all of them where there was none.
     *
     * @return the sequence number of the last
     * @see Settlement.Horizon
     */
    long givenUpTo(String destination);

    /** Reads what an operator has requeued for a destination and is due, in the order of the appends. */
    Page requeued(String destination, int limit);

    /** The held record that has been due for longest. */
    Optional<HeldRecord> held(String destination);

    /** How many records are held. */
    int heldCount(String destination);

    /** Whether a record of that type, named for the destination, stands behind that sequence number and not aside. */
    boolean standsBehind(String destination, String type, long seq);

    /** The dead letters in open runs of refusals, by type. */
    Map<String, Integer> refusedRuns(String destination);

    /**
     * Stores what a pass has come to, all of it in one transaction.
     *
     * @return completes after the commit, on the thread that writes: nothing that takes time may hang on it; exceptionally with
     *         {@link CursorMovedException} where the cursor does not stand where the settlement says (somebody else delivers
     *         too, or it was stored although that could not be told), or as {@link JournalWriter#append}
     */
    CompletionStage<Void> settle(Settlement settlement);

    /**
     * Calls back whenever something may have been appended for the destination, on a thread that must not be kept.
     *
     * @return ends the calls when it is closed
     */
    Registration onAppend(String destination, Runnable callback);

    /** A callback that is registered until this is closed. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
