package serai.journal;

import serai.model.Payload;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * The store between sources and destinations: Guaranteed Delivery (EIP).
 *
 * <p>Whatever {@link #append} has completed for survives the loss of the process and of power, and will be delivered to
 * every destination named, or stand among the dead letters. Safe for use by several threads.
 */
public interface Journal extends Inbox, AutoCloseable {

    /** The destination of what the router names nobody else for: counted and kept, never delivered. */
    String UNROUTED = "unrouted";

    /**
     * What every destination of a journal that was restored from a backup is told as remembered: the moment of that, which
     * has never been told before. Whoever keeps files begins new ones under it: what the journal remembers of the old ones is
     * as old as the backup.
     */
    String RESTORED = "serai.restored";

    /**
     * Keeps a body that was refused, so that somebody can look at it. Only the newest are kept.
     *
     * @param source the source's name
     * @param reason why, in one line, without personal data
     * @param body   as received
     * @return completes after the commit, or exceptionally as {@link #append}
     */
    CompletionStage<Void> reject(String source, String reason, Payload body);

    /**
     * Counts an event that was not acknowledged because the routes have named no destination for it. Of each source the newest
     * hundred types are remembered.
     *
     * @param route the route that names none
     * @return completes after the commit, or exceptionally as {@link #append}
     */
    CompletionStage<Void> countUnkept(String source, String type, String route);

    /** Those that are counted so, the newest first. */
    List<UnkeptReport> unkept();

    /** The routes name a destination for events of that type again. @return as {@link #countUnkept} */
    CompletionStage<Void> forgetUnkept(String source, String type);

    /** Which journal this is, by a random name that it keeps for ever, also through a backup and its restore. */
    String identity();

    /**
     * Fixes a value at the first start of this journal, for ever.
     *
     * @param name    what is fixed
     * @param setting the setting that gives the value, for the message
     * @throws IllegalArgumentException if another value was fixed before; the message tells it
     */
    void fix(String name, String setting, String value);

    /** Where the destination stands; empty until a record has been named for it. */
    Optional<Standing> standing(String destination);

    /** What the destination's route wants remembered, by name; and {@link #RESTORED} where the journal was. */
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
    Optional<Held> held(String destination);

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
     *         too, or it was stored although that could not be told), or as {@link #append}
     */
    CompletionStage<Void> settle(Settlement settlement);

    /**
     * Calls back whenever something may have been appended for the destination, on a thread that must not be kept.
     *
     * @return ends the calls when it is closed
     */
    Registration onAppend(String destination, Runnable callback);

    /**
     * Where records are, in the order of their appends.
     *
     * @param after sequence number behind which to look; 0 for all
     * @param limit records at the most
     */
    List<Whereabouts> whereabouts(long after, int limit);

    /** The balance of each destination that was ever named. */
    Map<String, Balance> balances();

    /** How each destination that was ever named is doing, sorted by name. */
    List<DestinationReport> destinations();

    /** What each source has sent. */
    Map<String, SourceCounts> sources();

    /** How full it is; costs nothing. */
    Fill fill();

    /**
     * Tries whether the journal can be written to and read, changing nothing, and whether events are taken and
     * acknowledged: for health checks. Waits for 15 s at the most.
     *
     * @return null if it can; else in one line why not
     */
    String trouble();

    /** A callback that is registered until this is closed. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    /** Waits for what is being appended, then lets go of the store. */
    @Override
    void close();
}
