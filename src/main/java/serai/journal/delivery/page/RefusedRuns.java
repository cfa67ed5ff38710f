package serai.journal.delivery.page;

import serai.journal.store.PageEntry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts, for each type, the single records refused in a row. One refused record is bad itself. {@link #STOPS_AT} refused
 * records of a type, with none accepted in between, are the fault of the destination or of the mapping.
 */
public final class RefusedRuns {

    /** The number of refusals in a row that stops the destination. */
    public static final int STOPS_AT = 10;

    private final Map<String, Integer> before;
    private final Map<String, List<PageEntry>> now = new HashMap<>();
    private final Set<String> ended = new HashSet<>();
    private final Set<String> takenBack = new HashSet<>();
    private boolean refuseNext;

    /**
     * @param before     number of dead letters in each type's run so far
     * @param refuseNext whether an operator has said that the run's records are bad themselves, including the next one
     */
    public RefusedRuns(Map<String, Integer> before, boolean refuseNext) {
        this.before = new HashMap<>(before);
        this.refuseNext = refuseNext;
    }

    /** Notes that a record of the type was accepted, so that the ones refused so far were bad themselves. */
    void accepted(String type) {
        now.remove(type);
        if (before.remove(type) != null) {
            ended.add(type);
        }
    }

    /** @return whether the record counts as bad itself, as far as can be told by now */
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
    public boolean isOpen(PageEntry entry) {
        return now.getOrDefault(entry.record().type(), List.of()).contains(entry);
    }

    /** The types of which an accepted record has ended the run. */
    public Set<String> ended() {
        return Set.copyOf(ended);
    }

    /** The types whose run has become too long. */
    public Set<String> takenBack() {
        return Set.copyOf(takenBack);
    }

    public boolean refusesNext() {
        return refuseNext;
    }
}
