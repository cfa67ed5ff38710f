package serai.journal.store;

import java.util.List;

/**
 * The next records of a destination: the unit of delivery.
 *
 * @param origin  where the records come from
 * @param after   the sequence number behind which the page begins
 * @param upTo    the sequence number up to which the journal was read: the page has all records between the two that are named
 *                for the destination and have no state of their own. At least {@code after}
 * @param entries the records in the order of their appends; possibly none
 * @param more    whether more records may follow already
 */
public record Page(Origin origin, long after, long upTo, List<PageEntry> entries, boolean more) {

    /** Where records to deliver come from. */
    public enum Origin {
        /** Behind the destination's cursor, in order. */
        CURSOR,
        /** With a state of their own: held after failures, or requeued by an operator. */
        ASIDE
    }

    public Page {
        entries = List.copyOf(entries);
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }
}
