package serai.journal.delivery;

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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * One pass over a page: gives it to the route, narrows failures down to the records that cause them, and finds out what is
 * settled. It stores nothing; what it has found is stored in one transaction afterwards.
 *
 * <p>In trouble it first probes a single record, so that a destination that is down is asked once a back-off, however much
 * waits for it. Only what has worked in the same pass makes a failure a matter of single records.
 */
final class PageDelivery {

    /** Attempts that may fail in a row while narrowing down, before the destination is taken to be down again. */
    private static final int FAILURES_IN_A_ROW_MAX = 16;

    private final BatchHandler handler;
    private final String destination;
    private final int batchSize;
    private final Clock clock;
    private final RefusedRuns runs;
    private final Map<String, String> remembered;
    private final Deque<Batch> todo = new ArrayDeque<>();
    private final Set<PageEntry> delivered = new LinkedHashSet<>();
    private final Map<PageEntry, Failure> refused = new LinkedHashMap<>();
    private final Map<PageEntry, Failure> suspects = new LinkedHashMap<>();
    private final Map<String, String> changes = new HashMap<>();
    private boolean worked;
    private boolean takenBeside;
    private int failuresInARow;
    private Failure ended;
    private boolean stopped;
    private PageEntry failedProbe;

    PageDelivery(BatchHandler handler, String destination, int batchSize, Clock clock, RefusedRuns runs,
         Map<String, String> remembered) {
        this.handler = handler;
        this.destination = destination;
        this.batchSize = batchSize;
        this.clock = clock;
        this.runs = runs;
        this.remembered = remembered;
    }

    /** Gives the whole page, a batch for each kind. */
    PageDelivery overAll(List<PageEntry> entries, boolean repeat) {
        todo.addAll(Batch.of(entries, batchSize, repeat));
        work();
        return this;
    }

    /** The same with several types at the same time, until one is not taken. */
    PageDelivery abreast(List<PageEntry> entries, boolean repeat, Executor executor, int types) {
        List<Batch> batches = Batch.of(entries, batchSize, repeat);
        BatchResult[] given = new ConcurrentTypes(executor, types, this::give).give(batches, remembered);
        List<BatchResult> failed = new ArrayList<>();
        for (int i = 0; i < given.length; i++) {
            if (given[i] == null) {
                todo.add(batches.get(i));
            } else if (given[i].isTaken()) {
                taken(given[i]);
                takenBeside = true;
            } else {
                failed.add(given[i]);
            }
        }
        failed.stream().takeWhile(one -> ended == null).forEach(one -> notTaken(one.batch(), one.failure()));
        work();
        return this;
    }

    /**
     * Gives one record, and the rest only if that works.
     *
     * @param which   which record; taken modulo their number, so that the probes of several passes go round
     * @param wasStopped whether the destination has stopped: then a refusal shows that it still must
     */
    PageDelivery probing(List<PageEntry> entries, int which, boolean wasStopped) {
        PageEntry probe = entries.get(Math.floorMod(which, entries.size()));
        Batch single = Batch.of(List.of(probe), 1, true).get(0);
        Failure failure = attempt(single);
        // A conflict shows that it works: a probe is a repeat, so the record has arrived before.
        if (failure != null && failure.kind() != FailureClass.CONFLICT && (wasStopped || !isOfRecord(failure))) {
            failedProbe = probe;
            end(failure, failure.kind() != FailureClass.UNAVAILABLE);
            return this;
        }
        worked = true;
        List<PageEntry> rest = new ArrayList<>(entries);
        rest.remove(probe);
        todo.addAll(Batch.of(rest, batchSize, true));
        if (failure == null || settleSingle(single, failure)) {
            work();
        }
        return this;
    }

    private static boolean isOfRecord(Failure failure) {
        return failure.kind() == FailureClass.REFUSED || failure.kind() == FailureClass.CONFLICT;
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
            halve(batch.repeated()); // some of it may have arrived
        }
    }

    private void narrow(Batch batch, Failure failure) {
        if (batch.isSingle()) {
            settleSingle(batch, failure);
        } else {
            halve(batch); // a refusal is of the whole batch: none of it has arrived by this attempt
        }
    }

    /** @return whether the pass goes on */
    private boolean settleSingle(Batch single, Failure failure) {
        PageEntry entry = single.single();
        if (failure.kind() == FailureClass.CONFLICT) {
            if (single.repeat()) {
                accepted(single);
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

    /** Whether it is the one record or everything: another one, right after it, tells. */
    private void forbidden(Batch batch, Failure failure) {
        if (!batch.isSingle()) {
            todo.push(batch.rest(1));
            todo.push(batch.first(1));
            return;
        }
        Batch other = takeAnother();
        if (other == null ? worked : isLetIn(other)) {
            refused.put(batch.single(), failure);
        } else if (other == null && takenBeside) {
            suspects.put(batch.single(), failure); // others were let in, but perhaps before this one was not
        } else {
            end(failure, true);
        }
    }

    /** A conflict is an answer to somebody who was let in, too. */
    private boolean isLetIn(Batch single) {
        Failure failure = attempt(single);
        return failure == null || failure.kind() == FailureClass.CONFLICT && settleSingle(single, failure);
    }

    private Batch takeAnother() {
        Batch next = todo.poll();
        if (next != null && !next.isSingle()) {
            todo.push(next.rest(1));
        }
        return next == null ? null : next.first(1);
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

    /** @return null if it was taken */
    private Failure attempt(Batch batch) {
        Map<String, String> known = new HashMap<>(remembered);
        known.putAll(changes);
        BatchResult given = give(batch, known);
        if (given.isTaken()) {
            taken(given);
        }
        return given.failure();
    }

    /** Changes nothing here, so that several threads can do it. */
    private BatchResult give(Batch batch, Map<String, String> known) {
        Attempt attempt = new Attempt(destination, batch.entries().size(), batch.repeat(), known);
        try {
            handler.take(batch.kind(), batch.entries().stream().map(PageEntry::record).toList(), attempt);
        } catch (DeliveryFailedException e) {
            return new BatchResult(batch, e.failure(), Map.of());
        } catch (ThreadDeath e) {
            throw e; // the one that is not to be caught
        } catch (Exception | Error e) { // a failure of the route's, whatever it is: what else was taken is noted
            return new BatchResult(batch, Failure.of(FailureClass.UNAVAILABLE, clock.instant(), e), Map.of());
        } finally {
            Thread.interrupted(); // one that a step has left behind would end whatever waits next
        }
        return new BatchResult(batch, null, attempt.changes());
    }

    private void taken(BatchResult given) {
        changes.putAll(given.changes());
        failuresInARow = 0;
        accepted(given.batch());
    }

    private void accepted(Batch batch) {
        delivered.addAll(batch.entries());
        runs.accepted(batch.kind().type());
    }

    /** The entries that have arrived. */
    Set<PageEntry> delivered() {
        return delivered;
    }

    /** The entries that were refused, each by itself. */
    Map<PageEntry, Failure> refused() {
        return refused;
    }

    /** The entries that fail by themselves for a reason that may pass, while others are taken. */
    Map<PageEntry, Failure> suspects() {
        return suspects;
    }

    /** The record that was probed in vain; null if none was. */
    PageEntry failedProbe() {
        return failedProbe;
    }

    /** What was found out about refusals in a row. */
    RefusedRuns runs() {
        return runs;
    }

    /** Why the pass has ended before its end; null if it has not. */
    Failure ended() {
        return ended;
    }

    /** Whether it has ended with the destination to be stopped. */
    boolean isStopped() {
        return stopped;
    }

    /** What the route wants remembered of all that has arrived. */
    Map<String, String> changes() {
        return changes;
    }
}
