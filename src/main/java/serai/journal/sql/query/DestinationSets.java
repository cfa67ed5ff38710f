package serai.journal.sql.query;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Column texts for sets of destinations. The router names few sets, again and again. Each set has one text object, so that the
 * writer compares it quickly however many names it has.
 */
public final class DestinationSets {

    private static final int KNOWN_MAX = 1_000;

    private final Map<Set<String>, String> columns = new ConcurrentHashMap<>();

    /** {@link ColumnCodec#names(java.util.Collection)}; the same object for the same names, until there are too many sets. */
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
