package serai.journal.delivery.page;

import org.jspecify.annotations.Nullable;
import serai.journal.store.PageEntry;
import serai.model.LearningRecord;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Records with one batch key that are given to the route together.
 *
 * @param key     the key of all the records
 * @param entries at least one, in order
 * @param repeat  whether some may have arrived before
 */
record Batch(BatchKey key, List<PageEntry> entries, boolean repeat) {

    /**
     * Divides the entries into batches with one key each, none larger than {@code size}, in the order of their first entries. If
     * an earlier day follows a later one, because the clock was set back, a new batch begins, so that each type keeps its order.
     */
    static List<Batch> of(List<PageEntry> entries, int size, boolean repeat) {
        List<Batch> open = new ArrayList<>(); // one for each type, source and mark; a dozen at the most
        List<Batch> batches = new ArrayList<>();
        for (PageEntry entry : entries) {
            LearningRecord record = entry.record();
            int known = openOf(record, open);
            Batch batch = known < 0 ? null : open.get(known);
            if (batch == null || batch.entries.size() == size || !batch.key.isOfDay(record.receivedAt())) {
                batch = new Batch(BatchKey.of(record), new ArrayList<>(), repeat);
                if (known < 0) {
                    open.add(batch);
                } else {
                    open.set(known, batch);
                }
                batches.add(batch);
            }
            batch.entries.add(entry);
        }
        return batches;
    }

    private static int openOf(LearningRecord record, List<Batch> open) {
        for (int i = 0; i < open.size(); i++) {
            if (open.get(i).key.isOf(record)) {
                return i;
            }
        }
        return -1;
    }

    boolean isSingle() {
        return entries.size() == 1;
    }

    PageEntry single() {
        return entries.get(0);
    }

    /** The entry of the record with that id; null if there is none. */
    @Nullable
    PageEntry entryOf(@Nullable UUID id) {
        return id == null ? null : entries.stream().filter(entry -> entry.record().id().equals(id)).findFirst().orElse(null);
    }

    /** The first {@code count} entries. */
    Batch first(int count) {
        return new Batch(key, entries.subList(0, count), repeat);
    }

    /** All but the first {@code count} entries. */
    Batch rest(int count) {
        return new Batch(key, entries.subList(count, entries.size()), repeat);
    }

    /** All but those entries. */
    Batch without(Set<PageEntry> some) {
        return some.isEmpty() ? this : new Batch(key, entries.stream().filter(entry -> !some.contains(entry)).toList(), repeat);
    }

    /** The same batch, marked as one of which some records may have arrived. */
    Batch repeated() {
        return new Batch(key, entries, true);
    }
}
