package serai.journal.operations;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The result of asking the router again.
 *
 * @param sent    number of records that now have a destination
 * @param staying number of records for which the router still has no destination, by type; sorted
 */
public record RerouteResult(long sent, Map<String, Long> staying) {

    public RerouteResult {
        staying = Collections.unmodifiableMap(new TreeMap<>(staying));
    }
}
