package serai.journal.delivery;

import org.jspecify.annotations.Nullable;
import serai.journal.Attempt;
import serai.journal.FailureClass;
import serai.journal.RecordState;
import serai.journal.delivery.period.PageName;
import serai.journal.store.Failure;
import serai.journal.store.PageEntry;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A pass over the page of a period: gives all its records to the route in one batch, under the page's name. No record is probed,
 * because that would send a page of one record.
 *
 * <p>If the batch is refused because of a record that the failure names, the pass withholds that record and gives the rest again;
 * the record becomes a dead letter once the rest has been taken. If the failure names none, the batch is divided in halves, and
 * each half that is taken is a part with a name of its own.
 */
final class PeriodPass implements Pass {

    /** The most records that are withheld from a page. If more are refused, the destination or the mapping is at fault. */
    static final int WITHHELD_MAX = 100;

    private final BatchHandler handler;
    private final String destination;
    private final Clock clock;
    private final RefusedRuns runs;
    private final Map<String, String> remembered;
    private final boolean repeat;
    private final Deque<List<PageEntry>> todo = new ArrayDeque<>();
    private final DeliveredRecords delivered = new DeliveredRecords();
    private final Map<PageEntry, Failure> withheld = new LinkedHashMap<>();
    private final Map<PageEntry, Failure> refused = new LinkedHashMap<>();
    private final Map<String, String> changes = new HashMap<>();
    private @Nullable Failure ended;
    private boolean stopped;

    PeriodPass(BatchHandler handler, String destination, Clock clock, RefusedRuns runs, Map<String, String> remembered,
            boolean repeat) {
        this.handler = handler;
        this.destination = destination;
        this.clock = clock;
        this.runs = runs;
        this.remembered = remembered;
        this.repeat = repeat;
    }

    /** @param label see {@link PageName#next} */
    PeriodPass over(List<PageEntry> entries, String label) {
        int most = runs.refusesNext() ? entries.size() : WITHHELD_MAX;
        todo.add(entries);
        while (ended == null && !todo.isEmpty()) {
            List<PageEntry> batch = todo.pop();
            BatchResult given = give(batch, label);
            Failure failure = given.failure();
            if (failure == null) {
                accepted(batch, given.changes(), given.leftOut());
            } else if (failure.kind() == FailureClass.REFUSED || failure.kind() == FailureClass.CONFLICT) {
                narrow(batch, failure, given.culprit());
            } else {
                end(failure, failure.kind() != FailureClass.UNAVAILABLE);
            }
            if (withheld.size() > most) {
                end(withheld.values().iterator().next(), true);
            }
        }
        if (ended == null) {
            judge();
        }
        return this;
    }

    private BatchResult give(List<PageEntry> batch, String label) {
        Map<String, String> known = new HashMap<>(remembered);
        known.putAll(changes);
        PageName name = PageName.next(label, known);
        Attempt attempt = new Attempt(destination, batch.size(), repeat, known);
        name.toRemember().forEach(attempt::remember);
        return BatchResult.of(new Batch(BatchKey.of(batch.get(0).record(), name), batch, repeat), handler, attempt, clock);
    }

    private void accepted(List<PageEntry> batch, Map<String, String> toRemember, Set<PageEntry> leftOut) {
        changes.putAll(toRemember);
        delivered.add(batch, leftOut);
        batch.stream().filter(entry -> !leftOut.contains(entry)).map(entry -> entry.record().type()).distinct()
                .forEach(runs::accepted);
    }

    /** @param culprit the entry that the failure names; null if it names none */
    private void narrow(List<PageEntry> batch, Failure failure, @Nullable PageEntry culprit) {
        PageEntry only = batch.size() == 1 ? batch.get(0) : culprit;
        if (only == null) {
            int half = batch.size() / 2;
            todo.push(batch.subList(half, batch.size()));
            todo.push(batch.subList(0, half));
        } else if (failure.kind() == FailureClass.CONFLICT && repeat && batch.size() == 1) {
            accepted(batch, Map.of(), Set.of());
        } else {
            withheld.put(only, failure);
            List<PageEntry> rest = batch.stream().filter(entry -> !entry.equals(only)).toList();
            if (!rest.isEmpty()) {
                todo.push(rest);
            }
        }
    }

    /** Decides about the records that were withheld, once it is known whether others of their type were taken. */
    private void judge() {
        Set<String> taken = new HashSet<>();
        delivered.sent().forEach(entry -> taken.add(entry.record().type()));
        for (Map.Entry<PageEntry, Failure> one : withheld.entrySet()) {
            PageEntry entry = one.getKey();
            String type = entry.record().type();
            if (entry.counted() == RecordState.PENDING && !taken.contains(type) && !runs.refused(entry)) {
                refused.keySet().removeIf(other -> other.record().type().equals(type) && runs.isOpen(other));
                end(one.getValue(), true);
                return;
            }
            refused.put(entry, one.getValue());
        }
    }

    private void end(Failure failure, boolean stop) {
        ended = failure;
        stopped = stop;
    }

    @Override
    public DeliveredRecords delivered() {
        return delivered;
    }

    @Override
    public Map<PageEntry, Failure> refused() {
        return refused;
    }

    @Override
    public Map<PageEntry, Failure> suspects() {
        return Map.of();
    }

    @Override
    public @Nullable PageEntry failedProbe() {
        return null;
    }

    @Override
    public RefusedRuns runs() {
        return runs;
    }

    @Override
    public @Nullable Failure ended() {
        return ended;
    }

    @Override
    public boolean isStopped() {
        return stopped;
    }

    @Override
    public Map<String, String> changes() {
        return changes;
    }
}
