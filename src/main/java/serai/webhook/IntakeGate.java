package serai.webhook;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The gate that an event passes before its source's route handles it. While routes are exchanged it is closed: events wait, so
 * that none meets a route that is not there. Safe for use by several threads.
 *
 * <p>Whoever closes it opens it again, whatever happens meanwhile. So a wait is as long as the exchange at the most; a caller that
 * can't wait so long gives up by {@link #giveUp}.
 */
public final class IntakeGate {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition left = lock.newCondition();
    private final Condition opened = lock.newCondition();
    private final Queue<Runnable> waiting = new ArrayDeque<>(); // each holds a connection, and these are bounded
    private int inside;
    private boolean closed;

    /**
     * Enters, if the gate is open; for callers that must not wait.
     *
     * @param whenOpen called if the gate is closed, once it is open, by the thread that opens it. The caller has not entered
     *                 then, and may try again. Must return at once
     * @return whether the caller has entered; then it calls {@link #leave}
     */
    public boolean enterOr(Runnable whenOpen) {
        lock.lock();
        try {
            if (closed) {
                waiting.add(whenOpen);
                return false;
            }
            inside++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Does not enter, and has {@code whenOpen} called once a closed gate is open.
     *
     * @return whether the gate is closed, so that {@code whenOpen} will be called
     */
    public boolean isClosedOr(Runnable whenOpen) {
        lock.lock();
        try {
            return closed && waiting.add(whenOpen);
        } finally {
            lock.unlock();
        }
    }

    /** Ends a wait: {@code whenOpen} is not called any more. Does nothing if it was called already. */
    public void giveUp(Runnable whenOpen) {
        lock.lock();
        try {
            waiting.remove(whenOpen);
        } finally {
            lock.unlock();
        }
    }

    /** Enters; waits while the gate is closed. An interrupt does not end the wait, and is kept. */
    public void enter() {
        lock.lock();
        try {
            while (closed) {
                opened.awaitUninterruptibly();
            }
            inside++;
        } finally {
            lock.unlock();
        }
    }

    /** Leaves. Called once by whoever has entered. */
    public void leave() {
        lock.lock();
        try {
            inside--;
            left.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Lets nobody in from now on, and waits until nobody is inside.
     *
     * @return whether nobody is inside; if somebody still is after that time, the gate is open again
     * @throws InterruptedException if the thread is interrupted; the gate is open again
     */
    public boolean close(Duration within) throws InterruptedException {
        boolean empty = false;
        lock.lock();
        try {
            closed = true;
            long nanos = within.toNanos();
            while (inside > 0 && nanos > 0) {
                nanos = left.awaitNanos(nanos);
            }
            empty = inside == 0;
        } finally {
            lock.unlock();
            if (!empty) {
                open();
            }
        }
        return empty;
    }

    /** Lets everybody in again. */
    public void open() {
        Queue<Runnable> now;
        lock.lock();
        try {
            closed = false;
            now = new ArrayDeque<>(waiting);
            waiting.clear();
            opened.signalAll();
        } finally {
            lock.unlock();
        }
        now.forEach(Runnable::run);
    }
}
