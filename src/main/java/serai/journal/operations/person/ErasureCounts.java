package serai.journal.operations.person;

import java.util.Map;
import java.util.TreeMap;

/**
 * What was erased, or would be. No personal data.
 *
 * @param records   records of the journal
 * @param aside     copies that stood aside: dead letters, held and requeued records, unrouted events
 * @param differing events of the same identity with other content
 * @param refused   bodies that were no event
 * @param dropped   by destination, how many records will not be delivered any more; they count as dropped
 * @param delivered by destination, how many records it has been given before, and so may still have
 */
public record ErasureCounts(long records, long aside, long differing, long refused, Map<String, Long> dropped,
        Map<String, Long> delivered) {

    static final ErasureCounts NOTHING = new ErasureCounts(0, 0, 0, 0, Map.of(), Map.of());

    ErasureCounts plus(ErasureCounts more) {
        return new ErasureCounts(records + more.records, aside + more.aside, differing + more.differing,
                refused + more.refused, sum(dropped, more.dropped),
                sum(delivered, more.delivered));
    }

    private static Map<String, Long> sum(Map<String, Long> one, Map<String, Long> other) {
        Map<String, Long> sum = new TreeMap<>(one);
        other.forEach((name, count) -> sum.merge(name, count, Long::sum));
        return sum;
    }

    /** All that was erased, for the audit log. */
    long all() {
        return records + aside + differing + refused;
    }
}
