package serai.journal;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * Reports on sources, destinations and records. No method changes the journal. Methods that query it throw
 * {@link JournalUnavailableException} if it can't be read. Safe for use by several threads.
 */
public interface JournalReport {

    /**
     * Name of a remembered value that every destination has once the journal was restored from a backup: the time of the
     * restore, which differs from that of every earlier restore. A destination that writes files begins new ones under this
     * value, because the journal remembers the old files' lengths as of the backup.
     */
    String RESTORED = "serai.restored";

    /**
     * What a journal remembers for one destination. A command whose route works on the destination's files beside the journal
     * sets the exchange property {@link #PROPERTY}: a {@link java.util.function.Supplier} of this record that reads it from the
     * journal at each call.
     *
     * @param journal the journal's {@link JournalReport#identity}
     * @param values  as {@link JournalReport#remembered} tells them
     */
    record Remembered(String journal, Map<String, String> values) {

        /** The name of the property. */
        public static final String PROPERTY = "serai.remembered";
    }

    /** A random name that identifies this journal. It never changes, and a restored backup has the same one. */
    String identity();

    /** Whether this process delivers to the destination; false only if another process that shares the journal does, or may. */
    default boolean isDeliveredHere(String destination) {
        return true;
    }

    /** The values that the destination's route has remembered, by name; after a restore also {@link #RESTORED}. */
    Map<String, String> remembered(String destination);

    /** The events that {@link JournalWriter#countUnkept} has counted, the newest first. */
    List<UnkeptReport> unkept();

    /**
     * Records and their state with each of their destinations, in the order of their appends.
     *
     * @param after only records with a higher sequence number are returned; 0 for all
     * @param limit number of records, at the most
     * @throws DamagedRecordException if one of these records is damaged
     */
    List<DeliveryTrace> traces(long after, int limit);

    /** The balance of each destination that was ever named. */
    Map<String, Balance> balances();

    /** A report on each destination that was ever named, sorted by name. */
    List<DestinationReport> destinations();

    /** What each source has sent, by the source's name. */
    Map<String, SourceCounts> sources();

    /** How full the journal is. Answered from memory, without a query. */
    JournalSize fill();

    /**
     * Checks that the journal can be read and written, without a change to it, and that it takes and acknowledges events. For
     * health checks. Waits for 15 s at the most.
     *
     * @return null if all of this is so; otherwise the reason, in one line
     */
    @Nullable
    String trouble();
}
