package serai.journal.delivery;

import serai.journal.store.PageEntry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts, for each type, single records refused in a row. One bad record is the record's fault; so many of a type with none
 * accepted between are the destination's, or the mapping's.
 */
final class RefusedRuns {

    /** The refusal that stops the destination. */
    static final int STOPS_AT = 10;

    private final Map<String, Integer> before;
    private final Map<String, List<PageEntry>> now = new HashMap<>();
    private final Set<String> ended = new HashSet<>();
    private final Set<String> takenBack = new HashSet<>();
    private boolean refuseNext;

    /**
     * @param before     dead letters of each type's run so far
     * @param refuseNext whether an operator has said that the run's records really are bad, the next one too
     */
    RefusedRuns(Map<String, Integer> before, boolean refuseNext) {
        this.before = new HashMap<>(before);
        this.refuseNext = refuseNext;
    }

    /** One of the type was accepted: whatever was refused so far was bad itself. */
    void accepted(String type) {
        now.remove(type);
        if (before.remove(type) != null) {
            ended.add(type);
        }
    }

    /** @return whether the refusal is the record's own fault, as far as one can tell by now */
    boolean refused(PageEntry entry) {
        String type = entry.record().type();
        if (refuseNext) {
            refuseNext = false;
            accepted(type);
            return true;
        }
        List<PageEntry> run = now.computeIfAbsent(type, unused -> new ArrayList<>());
        if (before.getOrDefault(type, 0) + run.size() + 1 >= STOPS_AT) {
            takenBack.add(type);
            return false;
        }
        run.add(entry);
        return true;
    }

    /** Whether the entry's refusal is part of a run that may still turn out to be the destination's fault. */
    boolean isOpen(PageEntry entry) {
        return now.getOrDefault(entry.record().type(), List.of()).contains(entry);
    }

    /** The types whose run was ended by an acceptance. */
    Set<String> ended() {
        return Set.copyOf(ended);
    }

    /** The types whose run has become too long. */
    Set<String> takenBack() {
        return Set.copyOf(takenBack);
    }

    boolean refusesNext() {
        return refuseNext;
    }
}
