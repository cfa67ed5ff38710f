package serai.journal.delivery.page;

import org.jspecify.annotations.Nullable;
import serai.journal.attempt.FailureClass;
import serai.journal.store.Failure;
import serai.journal.store.PageEntry;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Delivers a page once: gives the records to the route, narrows failures down to the records that cause them (halves a batch until
 * a record is alone), and collects each record's outcome. It stores nothing; the caller stores the outcome in one transaction
 * afterwards.
 *
 * <p>In trouble it first probes a single record, so that a destination that is down is asked once for each back-off, however
 * many records wait. For a failure other than a refusal or a conflict, it blames single records only if other records were taken
 * in the same delivery.
 */
public final class PageDelivery {

    /** Number of attempts that may fail in a row while narrowing down. After more of them the destination counts as down again. */
    private static final int FAILURES_IN_A_ROW_MAX = 16;

    private final Attempts attempts;
    private final int batchSize;
    private final PageOutcome outcome;
    private final Deque<Batch> todo = new ArrayDeque<>();
    private boolean worked;
    private boolean takenBeside;
    private int failuresInARow;

    /** @param outcome collects what becomes of the page */
    public PageDelivery(Attempts attempts, int batchSize, PageOutcome outcome) {
        this.attempts = attempts;
        this.batchSize = batchSize;
        this.outcome = outcome;
    }

    /** Gives the whole page to the route, in batches with one key each. */
    public PageOutcome overAll(List<PageEntry> entries, boolean repeat) {
        todo.addAll(Batch.of(entries, batchSize, repeat));
        work();
        return outcome;
    }

    /** Gives the whole page with several types at the same time; after a failed batch, the rest one batch after the other. */
    public PageOutcome abreast(List<PageEntry> entries, boolean repeat, Executor executor, int types) {
        List<Batch> batches = Batch.of(entries, batchSize, repeat);
        @Nullable
        BatchResult[] given = new ConcurrentTypes(executor, types, attempts::give).give(batches, outcome.known());
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
            if (outcome.goesOn() && failure != null) {
                notTaken(one.batch(), failure);
            }
        }
        work();
        return outcome;
    }

    /**
     * Gives one record to the route, and the others only if the destination takes it. A record that the route does not send, or
     * refuses itself, says nothing about the destination, so the next one is given.
     *
     * @param which   which record to probe, modulo their number, so that successive deliveries probe different records
     * @param wasStopped whether the destination is stopped: then a refusal of the probe keeps it stopped
     */
    public PageOutcome probing(List<PageEntry> entries, int which, boolean wasStopped) {
        List<PageEntry> rest = new ArrayList<>(entries);
        PageEntry probe;
        Batch single;
        Failure failure;
        do {
            probe = rest.remove(Math.floorMod(which, rest.size()));
            single = Batch.of(List.of(probe), 1, true).get(0);
            failure = attempt(single);
            if (failure != null && failure.refusesRecordItself()) {
                settleSingle(single, failure);
                failure = null;
            }
        } while (outcome.isUnsent(probe) && !rest.isEmpty());
        // A conflict shows that the destination works: it has the record's id.
        if (failure != null && failure.failureClass() != FailureClass.CONFLICT
                && (wasStopped || failure.failureClass() != FailureClass.REFUSED)) {
            outcome.endAtProbe(probe, failure, failure.failureClass() != FailureClass.UNAVAILABLE);
            return outcome;
        }
        worked = true;
        todo.addAll(Batch.of(rest, batchSize, true));
        if (failure != null) {
            settleSingle(single, failure);
        }
        work();
        return outcome;
    }

    private void work() {
        while (outcome.goesOn() && !todo.isEmpty()) {
            Batch batch = todo.pop();
            Failure failure = attempt(batch);
            if (failure != null) {
                notTaken(batch, failure);
            }
        }
    }

    private void notTaken(Batch batch, Failure failure) {
        switch (failure.failureClass()) {
            case UNAVAILABLE -> unavailable(batch, failure);
            case REFUSED, CONFLICT -> narrow(batch, failure);
            case FORBIDDEN -> forbidden(batch, failure);
            case MISCONFIGURED -> outcome.end(failure, true);
        }
    }

    private void unavailable(Batch batch, Failure failure) {
        failuresInARow++;
        if (!worked || failuresInARow > FAILURES_IN_A_ROW_MAX) {
            outcome.end(failure, false);
        } else if (batch.isSingle()) {
            outcome.suspect(batch.single(), failure);
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

    private void settleSingle(Batch single, Failure failure) {
        if (failure.failureClass() != FailureClass.CONFLICT) {
            outcome.refuseInARow(single.single(), failure);
        } else if (single.repeat() && !single.single().wasGivenUp()) {
            outcome.known(single.single());
        } else {
            outcome.refuse(single.single(), failure);
        }
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
            outcome.refuse(batch.single(), failure);
        } else if (another.isEmpty() && takenBeside) {
            outcome.suspect(batch.single(), failure); // other records were taken, but perhaps before this one was rejected
        } else {
            outcome.end(failure, true);
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
            boolean known = failure != null && failure.failureClass() == FailureClass.CONFLICT;
            if (failure != null && (known || failure.refusesRecordItself())) {
                settleSingle(other, failure);
            }
            if (!outcome.isUnsent(other.single())) {
                return Optional.of(failure == null || known);
            }
        }
        return Optional.empty();
    }

    private void halve(Batch batch) {
        int half = batch.entries().size() / 2;
        todo.push(batch.rest(half));
        todo.push(batch.first(half));
    }

    /** @return null if the route took the batch */
    private @Nullable Failure attempt(Batch batch) {
        BatchResult given = attempts.give(batch, outcome.known());
        if (given.isTaken()) {
            taken(given);
        }
        return given.failure();
    }

    private void taken(BatchResult given) {
        outcome.taken(given);
        if (given.isSent()) {
            failuresInARow = 0;
        }
    }
}
