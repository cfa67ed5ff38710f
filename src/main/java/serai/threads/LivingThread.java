package serai.threads;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A thread that must live for as long as its owner: it does the same again and again until it is closed. Whatever else would
 * end it (an exception, an {@link Error}, an interrupt that somebody's code has left behind) is told in the log, in health and
 * in a metric, and it begins again after a wait that grows.
 *
 * <p>All threads of Serai are made here, but for those that {@code LivingThreadsTest} lists with the reason.
 */
public final class LivingThread implements AutoCloseable {

    /** What the thread does again and again. */
    @FunctionalInterface
    public interface Turn {
        /**
         * Does it once. Must come back at once after {@link LivingThread#close}, or when it is interrupted.
         *
         * @return how long to wait before the next turn; zero for none
         * @throws Exception whatever it is, the thread lives on
         */
        Duration take() throws Exception;
    }

    /** What is done now and then. */
    @FunctionalInterface
    public interface Task {
        /** Does it once. */
        void run() throws Exception;
    }

    /** Waits after failures in a row: from the first up to the most, doubling. */
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

    private LivingThread(String name, Turn turn, Task last, Waits waits) {
        this.name = name;
        this.turn = turn;
        this.last = last;
        this.waits = waits;
        this.thread = DaemonThreads.named(name, this::live);
    }

    /** Begins one that takes turn after turn until it is closed. */
    public static LivingThread begin(String name, Turn turn) {
        return begin(name, turn, () -> { });
    }

    /** The same. @param last what it does once after its last turn */
    public static LivingThread begin(String name, Turn turn, Task last) {
        return begin(name, turn, last, Waits.USUAL);
    }

    static LivingThread begin(String name, Turn turn, Task last, Waits waits) {
        LivingThread made = new LivingThread(name, turn, last, waits);
        made.thread.start();
        return made;
    }

    /** Begins one that does its task now and then, for the first time after {@code first}, then that long after each end. */
    public static LivingThread every(String name, Duration first, Duration between, Task task) {
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
     * Makes what does tasks one after the other on a thread of its own. A task that fails is told and costs no other: the next
     * one is done on a new thread.
     */
    public static ExecutorService tasks(String name) {
        return new LivingTasks(name);
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
            } catch (Throwable e) { // nothing at all may end it
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
                ThreadFailures.tell(name, cause, "it begins again in %s s".formatted(Math.max(1, wait.toSeconds())));
                pause(wait);
            }
        } catch (Throwable e) {
            Thread.interrupted(); // out of memory even for telling it: then it is told next time
        }
    }

    /** An interrupt that somebody's code has left behind ends the wait and nothing else. */
    private void pause(Duration wait) {
        if (!wait.isZero()) {
            try {
                closing.await(wait.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Whether its owner has told it to end. */
    public boolean isClosing() {
        return closing.getCount() == 0;
    }

    /** Whether it does nothing any more; after its owner has told it to end that may still take as long as its turn. */
    public boolean hasEnded() {
        return !thread.isAlive();
    }

    /** Tells it to end after its turn, and waits for that; interrupts it where that takes longer than {@code patience}. */
    public void close(Duration patience) {
        closing.countDown();
        try {
            thread.join(Math.max(1, patience.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }

    /** Tells it to end, interrupts it and does not wait. */
    @Override
    public void close() {
        closing.countDown();
        thread.interrupt();
    }
}
