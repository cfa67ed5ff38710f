package serai.journal.delivery;

import org.jspecify.annotations.Nullable;
import serai.journal.Attempt;
import serai.journal.FailureClass;
import serai.journal.RecordState;
import serai.journal.store.Failure;
import serai.journal.store.PageEntry;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * One pass over a page: gives the records to the route, narrows failures down to the records that cause them (halves a batch until
 * a record is alone), and collects each record's outcome. It stores nothing; the caller stores the outcome in one transaction
 * afterwards.
 *
 * <p>In trouble it first probes a single record, so that a destination that is down is asked once for each back-off, however
 * many records wait. For a failure other than a refusal or a conflict, it blames single records only if other records were taken
 * in the same pass.
 */
final class PageDelivery implements Pass {

    /** Number of attempts that may fail in a row while narrowing down. After more of them the destination counts as down again. */
    private static final int FAILURES_IN_A_ROW_MAX = 16;

    private final BatchHandler handler;
    private final String destination;
    private final int batchSize;
    private final Clock clock;
    private final RefusedRuns runs;
    private final Map<String, String> remembered;
    private final Deque<Batch> todo = new ArrayDeque<>();
    private final DeliveredRecords delivered = new DeliveredRecords();
    private final Map<PageEntry, Failure> refused = new LinkedHashMap<>();
    private final Map<PageEntry, Failure> suspects = new LinkedHashMap<>();
    private final Map<String, String> changes = new HashMap<>();
    private boolean worked;
    private boolean takenBeside;
    private int failuresInARow;
    private @Nullable Failure ended;
    private boolean stopped;
    private @Nullable PageEntry failedProbe;

    PageDelivery(BatchHandler handler, String destination, int batchSize, Clock clock, RefusedRuns runs,
            Map<String, String> remembered) {
        this.handler = handler;
        this.destination = destination;
        this.batchSize = batchSize;
        this.clock = clock;
        this.runs = runs;
        this.remembered = remembered;
    }

    /** Gives the whole page to the route, in batches of one kind. */
    PageDelivery overAll(List<PageEntry> entries, boolean repeat) {
        todo.addAll(Batch.of(entries, batchSize, repeat));
        work();
        return this;
    }

    /** Gives the whole page with several types at the same time; after a failed batch, the rest one batch after the other. */
    PageDelivery abreast(List<PageEntry> entries, boolean repeat, Executor executor, int types) {
        List<Batch> batches = Batch.of(entries, batchSize, repeat);
        @Nullable
        BatchResult[] given = new ConcurrentTypes(executor, types, this::give).give(batches, remembered);
        List<BatchResult> failed = new ArrayList<>();
        for (int i = 0; i < given.length; i++) {
            BatchResult result = given[i];
            if (result == null) {
                todo.add(batches.get(i));
            } else if (result.isTaken()) {
                taken(result);
                takenBeside |= result.isSent();
            } else {
                failed.add(result);
            }
        }
        for (BatchResult one : failed) {
            Failure failure = one.failure();
            if (ended == null && failure != null) {
                notTaken(one.batch(), failure);
            }
        }
        work();
        return this;
    }

    /**
     * Gives one record to the route, and the others only if the destination takes it. A record that the route leaves out shows
     * nothing, so that another is given.
     *
     * @param which   which record to probe, modulo their number, so that successive passes probe different records
     * @param wasStopped whether the destination is stopped: then a refusal of the probe keeps it stopped
     */
    PageDelivery probing(List<PageEntry> entries, int which, boolean wasStopped) {
        List<PageEntry> rest = new ArrayList<>(entries);
        PageEntry probe;
        Batch single;
        Failure failure;
        do {
            probe = rest.remove(Math.floorMod(which, rest.size()));
            single = Batch.of(List.of(probe), 1, true).get(0);
            failure = attempt(single);
        } while (delivered.isLeftOut(probe) && !rest.isEmpty());
        // A conflict shows that the destination works: a probe is a repeat, so the record has arrived before.
        if (failure != null && failure.kind() != FailureClass.CONFLICT && (wasStopped || failure.kind() != FailureClass.REFUSED)) {
            failedProbe = probe;
            end(failure, failure.kind() != FailureClass.UNAVAILABLE);
            return this;
        }
        worked = true;
        todo.addAll(Batch.of(rest, batchSize, true));
        if (failure == null || settleSingle(single, failure)) {
            work();
        }
        return this;
    }

    private void work() {
        while (ended == null && !todo.isEmpty()) {
            Batch batch = todo.pop();
            Failure failure = attempt(batch);
            if (failure != null) {
                notTaken(batch, failure);
            }
        }
    }

    private void notTaken(Batch batch, Failure failure) {
        switch (failure.kind()) {
            case UNAVAILABLE -> unavailable(batch, failure);
            case REFUSED, CONFLICT -> narrow(batch, failure);
            case FORBIDDEN -> forbidden(batch, failure);
            case MISCONFIGURED -> end(failure, true);
        }
    }

    private void unavailable(Batch batch, Failure failure) {
        failuresInARow++;
        if (!worked || failuresInARow > FAILURES_IN_A_ROW_MAX) {
            end(failure, false);
        } else if (batch.isSingle()) {
            suspects.put(batch.single(), failure);
        } else {
            halve(batch.repeated()); // some of the batch may have arrived
        }
    }

    private void narrow(Batch batch, Failure failure) {
        if (batch.isSingle()) {
            settleSingle(batch, failure);
        } else {
            halve(batch); // a destination refuses a whole batch: none of it has arrived by this attempt
        }
    }

    /** @return whether the pass continues */
    private boolean settleSingle(Batch single, Failure failure) {
        PageEntry entry = single.single();
        if (failure.kind() == FailureClass.CONFLICT) {
            if (single.repeat()) {
                delivered.add(single.entries(), Set.of());
                runs.accepted(single.kind().type());
            } else {
                refused.put(entry, failure);
            }
        } else if (entry.counted() != RecordState.PENDING || runs.refused(entry)) {
            refused.put(entry, failure);
        } else {
            String type = entry.record().type();
            refused.keySet().removeIf(other -> other.record().type().equals(type) && runs.isOpen(other));
            end(failure, true);
            return false;
        }
        return true;
    }

    /** Tries another record right after the forbidden one: does the destination reject this record, or all of them? */
    private void forbidden(Batch batch, Failure failure) {
        if (!batch.isSingle()) {
            todo.push(batch.rest(1));
            todo.push(batch.first(1));
            return;
        }
        Optional<Boolean> another = letsAnotherIn();
        if (another.orElse(worked)) {
            refused.put(batch.single(), failure);
        } else if (another.isEmpty() && takenBeside) {
            suspects.put(batch.single(), failure); // other records were taken, but perhaps before this one was rejected
        } else {
            end(failure, true);
        }
    }

    /** Whether the destination accepts the credentials with another record; empty if none is left. A conflict shows that too. */
    private Optional<Boolean> letsAnotherIn() {
        while (!todo.isEmpty()) {
            Batch next = todo.pop();
            if (!next.isSingle()) {
                todo.push(next.rest(1));
            }
            Batch other = next.first(1);
            Failure failure = attempt(other);
            if (!delivered.isLeftOut(other.single())) {
                return Optional
                        .of(failure == null || failure.kind() == FailureClass.CONFLICT && settleSingle(other, failure));
            }
        }
        return Optional.empty();
    }

    private void halve(Batch batch) {
        int half = batch.entries().size() / 2;
        todo.push(batch.rest(half));
        todo.push(batch.first(half));
    }

    private void end(Failure failure, boolean stop) {
        ended = failure;
        stopped = stop;
    }

    /** @return null if the route took the batch */
    private @Nullable Failure attempt(Batch batch) {
        Map<String, String> known = new HashMap<>(remembered);
        known.putAll(changes);
        BatchResult given = give(batch, known);
        if (given.isTaken()) {
            taken(given);
        }
        return given.failure();
    }

    /** Changes no field, so that several threads can call it. */
    private BatchResult give(Batch batch, Map<String, String> known) {
        return BatchResult.of(batch, handler, new Attempt(destination, batch.entries().size(), batch.repeat(), known), clock);
    }

    private void taken(BatchResult given) {
        changes.putAll(given.changes());
        delivered.add(given.batch().entries(), given.leftOut());
        if (given.isSent()) {
            failuresInARow = 0;
            runs.accepted(given.batch().kind().type());
        }
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
        return suspects;
    }

    @Override
    public @Nullable PageEntry failedProbe() {
        return failedProbe;
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
