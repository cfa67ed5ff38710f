package serai.journal.sql.write;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.journal.JournalUnavailableException;
import serai.journal.sql.query.StoreSession.OutcomeUnknownException;
import serai.journal.sql.write.WriteQueue.Waiting;
import serai.threads.ThreadFailures;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The journal's only writer, on the thread {@code journal-writer}. All writes that wait when a commit ends go into the next commit
 * together. So all threads that append share one commit, and the one force to the disk that makes it durable.
 *
 * <p>When a group fails, the writer tries its members one by one, so that a bad record fails alone. If it is not known whether
 * the group was committed, all its members fail and are not tried again, so that nothing is counted twice; senders repeat their
 * events.
 */
public final class GroupCommit implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
    private static final long STOP_WAIT_MAX_SECONDS = 30;

    /** Opens the writer's connection; called again after the last one broke. */
    @FunctionalInterface
    public interface Connect {
        Transaction open() throws SQLException;
    }

    /** Checks before and after each commit that the store is still the one that was opened. */
    @FunctionalInterface
    public interface Check {
        /** @throws SQLException if it is not: nothing may be acknowledged */
        void require() throws SQLException;
    }

    private final Connect connect;
    private final String place;
    private final WriteQueue queue;
    private final WriteFailures failures;
    private final AtomicBoolean called = new AtomicBoolean(); // whether the writer was called and has not begun yet
    private final ExecutorService writing;
    private final AppendCompletion acknowledging;
    private final Consumer<Set<String>> appended;
    private final Check still;
    private @Nullable Transaction transaction;

    /**
     * @param place         the store's name in messages
     * @param waitingMax    number of writes that may wait or be under way; more are refused
     * @param writing       runs the writes, one task at a time; shut down with this
     * @param acknowledging completes the appends of callers whose routes depend on them
     * @param appended      gets, after a commit, the destinations for which records were appended
     * @param still         runs before and after each commit
     */
    public GroupCommit(Connect connect, String place, int waitingMax, ExecutorService writing, AppendCompletion acknowledging,
            Consumer<Set<String>> appended, Check still) {
        this.connect = connect;
        this.place = place;
        this.queue = new WriteQueue(place, waitingMax);
        this.failures = new WriteFailures(place);
        this.writing = writing;
        this.acknowledging = acknowledging;
        this.appended = appended;
        this.still = still;
    }

    /** @return completes after the commit, on the acknowledging thread; see {@link serai.journal.Inbox#append} */
    public <T> CompletionStage<T> submit(Write<T> write) {
        Waiting<T> waiting = queue.offer(write);
        return waiting == null ? CompletableFuture.failedFuture(queue.refuse()) : callFor(waiting);
    }

    /**
     * Submits a write on which no route depends, so that no blocking step of a route can hold it up. It is not counted against
     * the bound.
     *
     * @return completes after the commit, on the writer's thread, so that actions that depend on it must be short
     */
    public <T> CompletionStage<T> submitOurs(Write<T> write) {
        return callFor(queue.addOurs(write));
    }

    private <T> CompletionStage<T> callFor(Waiting<T> waiting) {
        if (called.compareAndSet(false, true)) {
            callWriter();
        }
        return waiting.done();
    }

    /** Why appends are refused at the moment; null if they are not. */
    public @Nullable String full() {
        return queue.full();
    }

    /** The number of appends that wait or are under way. */
    public int waiting() {
        return queue.waiting();
    }

    /** The number of appends refused because too many waited, since the process began. */
    public long refused() {
        return queue.refused();
    }

    /** Starts the writer, once for all writes that come until it runs. If it can't be started, all that wait fail. */
    private void callWriter() {
        try {
            writing.execute(this::commitWaiting);
        } catch (RuntimeException | Error e) { // being closed; or out of memory, or no thread
            called.set(false); // before the queue is emptied: a later write calls again
            queue.failAll(e instanceof RejectedExecutionException
                    ? new JournalUnavailableException(place + " is being closed", null)
                    : failures.noted(e));
        }
    }

    private void commitWaiting() {
        called.set(false); // before the queue is read: a later write calls the writer again
        boolean more = true;
        while (more) {
            more = commitNext();
        }
    }

    /**
     * Commits the next group. Never throws: with no memory for another thread, a write that has called this one would never run.
     *
     * @return false if no write waits
     */
    private boolean commitNext() {
        List<Waiting<?>> group = List.of();
        try {
            group = queue.nextGroup();
            if (!group.isEmpty()) {
                commit(group);
                ThreadFailures.isWell(Thread.currentThread().getName());
            }
        } catch (RuntimeException | Error e) { // such as out of memory while handling a failure: no caller may wait for ever
            giveUp();
            RuntimeException told = failures.told(e);
            for (int i = 0; i < group.size(); i++) { // by number, which takes no memory
                group.get(i).failed(told);
            }
            if (group.isEmpty()) { // not even the next group could be taken
                queue.failAll(told);
            }
            ThreadFailures.tell(Thread.currentThread().getName(), e, "it goes on");
        }
        return !group.isEmpty();
    }

    private void giveUp() {
        try {
            if (transaction != null) {
                transaction.close();
            }
        } catch (RuntimeException | Error e) {
            LOG.debug("The journal's connection is broken", e);
        }
        transaction = null;
    }

    private void commit(List<Waiting<?>> group) {
        try {
            commitTogether(group);
        } catch (SQLException | RuntimeException | Error e) { // no caller may wait for ever
            rollBack(e);
            if (group.size() == 1 || WriteFailures.isOfOthers(e) || e instanceof OutcomeUnknownException) {
                group.forEach(waiting -> fail(waiting, e));
            } else {
                LOG.debug("A group of {} could not be kept; Serai tries its members one by one", group.size(), e);
                commitOneByOne(group);
            }
        }
    }

    private void commitTogether(List<Waiting<?>> group) throws SQLException {
        still.require();
        if (transaction == null) {
            transaction = connect.open();
        }
        Set<String> destinations = new WriteGroup(group).commit(transaction);
        still.require(); // a commit into a log that is missing by now is not acknowledged
        failures.end();
        tell(group, Waiting::committed);
        if (!destinations.isEmpty()) {
            wake(destinations);
        }
    }

    /** Completes Serai's own writes at once, and the others on the acknowledging thread. */
    private void tell(List<Waiting<?>> group, Consumer<Waiting<?>> how) {
        List<Runnable> acknowledgements = new ArrayList<>();
        for (Waiting<?> waiting : group) {
            if (waiting.isAtOnce()) {
                how.accept(waiting);
            } else {
                acknowledgements.add(() -> how.accept(waiting));
            }
        }
        if (!acknowledgements.isEmpty()) {
            acknowledging.tell(acknowledgements);
        }
    }

    /** Calls the deliveries. Their failure must not turn a commit into a failed one. */
    private void wake(Set<String> destinations) {
        try {
            appended.accept(destinations);
        } catch (RuntimeException | Error e) {
            LOG.warn("Destinations {} could not be notified of new records; they will find them by themselves.",
                    destinations, e);
        }
    }

    private void commitOneByOne(List<Waiting<?>> group) {
        for (int i = 0; i < group.size(); i++) {
            try {
                commitTogether(group.subList(i, i + 1));
            } catch (SQLException | RuntimeException | Error e) {
                rollBack(e);
                if (WriteFailures.isRefusal(e)) {
                    fail(group.get(i), e);
                } else {
                    // The store has failed: the other writes would fail in the same way, each after a wait.
                    group.subList(i, group.size()).forEach(waiting -> fail(waiting, e));
                    return;
                }
            }
        }
    }

    /** Rolls back. After a failure that is not a refusal the connection is closed, and the next group opens a new one. */
    private void rollBack(Throwable cause) {
        if (transaction == null) {
            return;
        }
        try {
            transaction.rollback();
            if (WriteFailures.isRefusal(cause)) {
                return;
            }
        } catch (SQLException e) {
            LOG.debug("The journal's connection is broken", e);
        }
        transaction.close();
        transaction = null;
    }

    private void fail(Waiting<?> waiting, Throwable cause) {
        RuntimeException told = failures.noted(cause);
        tell(List.of(waiting), one -> one.failed(told));
    }

    /** Writes what waits, then closes the connection; waits 30 s at the most. */
    @Override
    public void close() {
        writing.shutdown();
        try {
            if (writing.awaitTermination(STOP_WAIT_MAX_SECONDS, TimeUnit.SECONDS) && transaction != null) {
                transaction.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
