package serai.journal.store;

import java.util.List;

/**
 * What stands next for a destination: the unit of delivery.
 *
 * @param origin  where its records come from
 * @param after   the sequence number behind which it begins
 * @param upTo    the sequence number up to which it has looked: everything named for the destination between the two, and
 *                not put aside, is in it. At least {@code after}
 * @param entries in the order of their append; possibly none
 * @param more    whether more may stand behind it already
 */
public record Page(Origin origin, long after, long upTo, List<PageEntry> entries, boolean more) {

    /** Where records to deliver come from. */
    public enum Origin {
        /** Behind the destination's cursor, in order. */
        CURSOR,
        /** Put aside: held after failures, or requeued by an operator. */
        ASIDE
    }

    public Page {
        entries = List.copyOf(entries);
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }
}
