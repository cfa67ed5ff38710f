package serai.threads;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A thread that must live for as long as its owner: it takes turn after turn until it is closed. If something else would end it
 * (an exception, an {@link Error}, an interrupt that other code has left behind), that is reported in the log, in health and in
 * a metric, and the thread begins again after a growing wait.
 *
 * <p>All threads of Serai are made here, except those that {@code SupervisedThreadsTest} lists with the reason.
 */
public final class SupervisedThread implements AutoCloseable {

    /** The work of one turn. */
    @FunctionalInterface
    public interface Turn {
        /**
         * Takes one turn. Must return at once after {@link SupervisedThread#close}, or when it is interrupted.
         *
         * @return how long to wait before the next turn; zero for none
         * @throws Exception any exception; the thread goes on
         */
        Duration take() throws Exception;
    }

    /** A task that runs once, or at intervals. */
    @FunctionalInterface
    public interface Task {
        /** Runs the task once. */
        void run() throws Exception;
    }

    /** The waits after failures in a row: from {@code first}, doubling, up to {@code most}. */
    record Waits(Duration first, Duration most) {

        static final Waits USUAL = new Waits(Duration.ofSeconds(1), Duration.ofMinutes(1));
        private static final int DOUBLINGS_MAX = 16;

        Duration after(int failures) {
            Duration wait = first.multipliedBy(1L << Math.min(failures - 1, DOUBLINGS_MAX));
            return wait.compareTo(most) > 0 ? most : wait;
        }
    }

    private final String name;
    private final Turn turn;
    private final Task last;
    private final Waits waits;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private int failures;

    private SupervisedThread(String name, Turn turn, Task last, Waits waits) {
        this.name = name;
        this.turn = turn;
        this.last = last;
        this.waits = waits;
        this.thread = DaemonThreads.named(name, this::live);
    }

    /** Starts a thread that takes turn after turn until it is closed. */
    public static SupervisedThread begin(String name, Turn turn) {
        return begin(name, turn, () -> {});
    }

    /**
     * As {@link #begin(String, Turn)}.
     *
     * @param last run once after the last turn
     */
    public static SupervisedThread begin(String name, Turn turn, Task last) {
        return begin(name, turn, last, Waits.USUAL);
    }

    static SupervisedThread begin(String name, Turn turn, Task last, Waits waits) {
        SupervisedThread made = new SupervisedThread(name, turn, last, waits);
        made.thread.start();
        return made;
    }

    /**
     * Starts a thread that runs a task for the first time after {@code first}, and then each time {@code between} after the
     * last run has ended.
     */
    public static SupervisedThread every(String name, Duration first, Duration between, Task task) {
        boolean[] begun = new boolean[1]; // used by that thread only
        return begin(name, () -> {
            if (begun[0] || first.isZero()) {
                begun[0] = true;
                task.run();
                return between;
            }
            begun[0] = true;
            return first;
        });
    }

    /**
     * Makes an executor that runs tasks one after the other on a thread of its own. The failure of a task is reported, and the
     * thread goes on with the next task.
     */
    public static ExecutorService tasks(String name) {
        return new SupervisedTasks(name);
    }

    private void live() {
        while (!isClosing()) {
            try {
                Duration wait = turn.take();
                if (failures > 0) {
                    failures = 0;
                    ThreadFailures.isWell(name);
                }
                pause(wait);
            } catch (Throwable e) { // nothing may end the thread
                hasFailed(e);
            }
        }
        try {
            last.run();
        } catch (Exception e) {
            ThreadFailures.tell(name, e, "it ends");
        }
        ThreadFailures.forget(name);
    }

    private void hasFailed(Throwable cause) {
        try {
            if (!isClosing()) {
                failures++;
                Duration wait = waits.after(failures);
                ThreadFailures.tell(name, cause, "it restarts in %s s".formatted(Math.max(1, wait.toSeconds())));
                pause(wait);
            }
        } catch (Throwable e) {
            Thread.interrupted(); // not even enough memory to report it: the next failure is reported
        }
    }

    /** Waits. An interrupt that other code has left behind only ends the wait. */
    private void pause(Duration wait) {
        if (!wait.isZero()) {
            try {
                closing.await(wait.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Whether the thread was closed. */
    public boolean isClosing() {
        return closing.getCount() == 0;
    }

    /** Whether the thread has ended. After it was closed, this may take as long as its turn. */
    public boolean hasEnded() {
        return !thread.isAlive();
    }

    /**
     * Makes the thread end after its turn, and waits for that. Interrupts the thread if this takes longer than
     * {@code patience}.
     */
    public void close(Duration patience) {
        closing.countDown();
        try {
            thread.join(Math.max(1, patience.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }

    /** Makes the thread end and interrupts it. Does not wait. */
    @Override
    public void close() {
        closing.countDown();
        thread.interrupt();
    }
}
