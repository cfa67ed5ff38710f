package serai.journal.sqlite.query;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Destinations that are named together, as they stand in a column. The router names few such sets, again and again: each has
 * one text, which the writer knows again at a glance however many names there are.
 */
public final class DestinationSets {

    private static final int KNOWN_MAX = 1_000;

    private final Map<Set<String>, String> columns = new ConcurrentHashMap<>();

    /** {@link ColumnCodec#names(java.util.Collection)}; the same text for the same names, as long as they are not too many. */
    public String column(Set<String> destinations) {
        String known = columns.get(destinations);
        if (known != null) {
            return known;
        }
        if (columns.size() >= KNOWN_MAX) {
            columns.clear();
        }
        return columns.computeIfAbsent(Set.copyOf(destinations), ColumnCodec::names);
    }
}
