package serai.journal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Records of one kind that are given to the route together.
 *
 * @param kind    what they have in common
 * @param entries at least one, in order
 * @param repeat  whether some may have arrived before
 */
record Batch(Kind kind, List<Entry> entries, boolean repeat) {

    /** The entries by kind, no batch larger than {@code size}; kinds in the order of their first entry. */
    static List<Batch> of(List<Entry> entries, int size, boolean repeat) {
        Map<Kind, List<Entry>> kinds = new LinkedHashMap<>();
        entries.forEach(entry -> kinds.computeIfAbsent(Kind.of(entry.record()), kind -> new ArrayList<>()).add(entry));
        List<Batch> batches = new ArrayList<>();
        kinds.forEach((kind, all) -> {
            for (int from = 0; from < all.size(); from += size) {
                batches.add(new Batch(kind, all.subList(from, Math.min(from + size, all.size())), repeat));
            }
        });
        return batches;
    }

    boolean isSingle() {
        return entries.size() == 1;
    }

    Entry single() {
        return entries.get(0);
    }

    /** The first {@code count} entries. */
    Batch first(int count) {
        return new Batch(kind, entries.subList(0, count), repeat);
    }

    /** All but the first {@code count} entries. */
    Batch rest(int count) {
        return new Batch(kind, entries.subList(count, entries.size()), repeat);
    }

    /** The same, of which some may have arrived. */
    Batch repeated() {
        return new Batch(kind, entries, true);
    }
}
