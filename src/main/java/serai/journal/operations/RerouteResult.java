package serai.journal.operations;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What asking the router again comes to.
 *
 * @param sent    records that are sent on
 * @param staying by type, how many it still has no destination for; sorted
 */
public record RerouteResult(long sent, Map<String, Long> staying) {

    public RerouteResult {
        staying = Collections.unmodifiableMap(new TreeMap<>(staying));
    }
}
