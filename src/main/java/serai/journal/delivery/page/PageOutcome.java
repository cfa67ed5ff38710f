package serai.journal.delivery.page;

import org.jspecify.annotations.Nullable;
import serai.journal.RecordState;
import serai.journal.store.Failure;
import serai.journal.store.PageEntry;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The outcome so far of giving a page to the route. {@link PageDelivery} and {@link PeriodDelivery} collect it, each in its own
 * way. Nothing of it is stored yet.
 */
public final class PageOutcome {

    private final RefusedRuns runs;
    private final Map<String, String> remembered;
    private final DeliveredRecords delivered = new DeliveredRecords();
    private final Set<PageEntry> unmatched = new LinkedHashSet<>();
    private final Map<PageEntry, Failure> refused = new LinkedHashMap<>();
    private final Map<PageEntry, Failure> suspects = new LinkedHashMap<>();
    private final Map<String, String> changes = new HashMap<>();
    private @Nullable PageEntry failedProbe;
    private @Nullable Failure ended;
    private boolean stopped;

    /**
     * @param runs       the refusals in a row before this page
     * @param remembered the values that the route has had remembered before
     */
    public PageOutcome(RefusedRuns runs, Map<String, String> remembered) {
        this.runs = runs;
        this.remembered = remembered;
    }

    /** The values for the next attempt: those from before, and those of the batches that have arrived. */
    Map<String, String> known() {
        Map<String, String> known = new HashMap<>(remembered);
        known.putAll(changes);
        return known;
    }

    /** The route has taken a batch. */
    void taken(BatchResult given) {
        changes.putAll(given.changes());
        unmatched.addAll(given.unmatched());
        arrived(given.batch().entries().stream().filter(entry -> !given.unmatched().contains(entry)).toList(), given.leftOut());
    }

    /** The destination has that record, by an earlier attempt. */
    void known(PageEntry entry) {
        arrived(List.of(entry), Set.of());
    }

    private void arrived(List<PageEntry> entries, Set<PageEntry> leftOut) {
        delivered.add(entries, leftOut);
        entries.stream().filter(entry -> !leftOut.contains(entry)).map(entry -> entry.record().type()).distinct()
                .forEach(runs::accepted);
    }

    /** The destination, or a step of the route, has refused that single record, which is bad itself. */
    void refuse(PageEntry entry, Failure failure) {
        refused.put(entry, failure);
    }

    /**
     * The destination has refused that single record. It is bad itself, unless it makes a run of refusals too long: then none
     * of the run is refused, and the delivery ends. A step's refusal because of the record's own content is part of no run.
     */
    void refuseInARow(PageEntry entry, Failure failure) {
        if (failure.refusesRecordItself() || entry.counted() != RecordState.PENDING || runs.refused(entry)) {
            refuse(entry, failure);
        } else {
            String type = entry.record().type();
            refused.keySet().removeIf(other -> other.record().type().equals(type) && runs.isOpen(other));
            end(failure, true);
        }
    }

    /** That single record has failed for a reason that may pass, while others were taken. */
    void suspect(PageEntry entry, Failure failure) {
        suspects.put(entry, failure);
    }

    /** The record with which the destination was probed has failed. */
    void endAtProbe(PageEntry entry, Failure failure, boolean stop) {
        failedProbe = entry;
        end(failure, stop);
    }

    /** @param stop whether the failure stops the destination */
    void end(Failure failure, boolean stop) {
        ended = failure;
        stopped = stop;
    }

    boolean goesOn() {
        return ended == null;
    }

    /** The entries that have arrived, and those that the route has left out. */
    public DeliveredRecords delivered() {
        return delivered;
    }

    /** The entries that wait until it is known whose they are: the route has sent them nowhere. */
    public Set<PageEntry> unmatched() {
        return Collections.unmodifiableSet(unmatched);
    }

    /** Whether the route has not sent that record, or has refused it itself, so that it says nothing about the destination. */
    boolean isUnsent(PageEntry entry) {
        Failure failure = refused.get(entry);
        return delivered.isLeftOut(entry) || unmatched.contains(entry) || failure != null && failure.refusesRecordItself();
    }

    /** The entries that the destination refused as single records. */
    public Map<PageEntry, Failure> refused() {
        return Collections.unmodifiableMap(refused);
    }

    /** The entries that failed as single records for a reason that may pass, while others were taken. */
    public Map<PageEntry, Failure> suspects() {
        return Collections.unmodifiableMap(suspects);
    }

    /** The record with which a probe failed; null if no probe failed. */
    public @Nullable PageEntry failedProbe() {
        return failedProbe;
    }

    /** The refusals in a row, including those of this page. */
    public RefusedRuns runs() {
        return runs;
    }

    /** The failure that ended the delivery early; null if it went through. */
    public @Nullable Failure ended() {
        return ended;
    }

    /** Whether that failure stops the destination. */
    public boolean isStopped() {
        return stopped;
    }

    /** The values that the route wants remembered, from all batches that have arrived. */
    public Map<String, String> changes() {
        return Collections.unmodifiableMap(changes);
    }
}
