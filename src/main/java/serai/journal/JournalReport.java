package serai.journal;

import java.util.List;
import java.util.Map;

/** How sources and destinations are doing, and where records are: for whoever asks and changes nothing. Safe for use by several threads. */
public interface JournalReport {

    /**
     * What every destination of a journal that was restored from a backup is told as remembered: the moment of that, which
     * has never been told before. Whoever keeps files begins new ones under it: what the journal remembers of the old ones is
     * as old as the backup.
     */
    String RESTORED = "serai.restored";

    /** Which journal this is, by a random name that it keeps for ever, also through a backup and its restore. */
    String identity();

    /** What the destination's route wants remembered, by name; and {@link #RESTORED} where the journal was. */
    Map<String, String> remembered(String destination);

    /** The events that {@link JournalWriter#countUnkept} has counted, the newest first. */
    List<UnkeptReport> unkept();

    /**
     * Where records are, in the order of their appends.
     *
     * @param after sequence number behind which to look; 0 for all
     * @param limit records at the most
     */
    List<DeliveryTrace> whereabouts(long after, int limit);

    /** The balance of each destination that was ever named. */
    Map<String, Balance> balances();

    /** How each destination that was ever named is doing, sorted by name. */
    List<DestinationReport> destinations();

    /** What each source has sent. */
    Map<String, SourceCounts> sources();

    /** How full it is; costs nothing. */
    JournalSize fill();

    /**
     * Tries whether the journal can be written to and read, changing nothing, and whether events are taken and
     * acknowledged: for health checks. Waits for 15 s at the most.
     *
     * @return null if it can; else in one line why not
     */
    String trouble();
}
