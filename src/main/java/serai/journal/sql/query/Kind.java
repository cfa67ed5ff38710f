package serai.journal.sql.query;

import java.util.Set;

/**
 * The properties that records have in common.
 *
 * @param redraw       whether the records are redraws
 * @param destinations the destinations that they were appended for, as in {@link ColumnCodec#names(java.util.Collection)}
 */
public record Kind(String source, String type, boolean redraw, String destinations) {

    /** The same for course starts that are redraws. */
    public Kind redrawn() {
        return new Kind(source, type, true, destinations);
    }

    /** Whether the records were appended for a destination. */
    public boolean names(String destination) {
        return destinations.contains(ColumnCodec.names(Set.of(destination)));
    }
}
