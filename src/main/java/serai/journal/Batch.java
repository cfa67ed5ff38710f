package serai.journal;

import java.util.ArrayList;
import java.util.HashMap;
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

    /**
     * The entries by kind, no batch larger than {@code size}; batches in the order of their first entry. Where a clock that
     * was set back makes an earlier day follow a later one, a new batch begins, so that a type keeps its order.
     */
    static List<Batch> of(List<Entry> entries, int size, boolean repeat) {
        Map<Kind, Batch> open = new HashMap<>();
        List<Batch> batches = new ArrayList<>();
        for (Entry entry : entries) {
            Kind kind = Kind.of(entry.record());
            Batch batch = open.get(kind.onAnyDay());
            if (batch == null || batch.entries.size() == size || !batch.kind.equals(kind)) {
                batch = new Batch(kind, new ArrayList<>(), repeat);
                open.put(kind.onAnyDay(), batch);
                batches.add(batch);
            }
            batch.entries.add(entry);
        }
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
