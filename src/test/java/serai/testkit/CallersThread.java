package serai.testkit;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** An executor that runs each task at once on the thread that gives it or, after {@link #hold}, when a test says so. */
public final class CallersThread extends AbstractExecutorService {

    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private Runnable before = () -> {
    };
    private volatile boolean holding;
    private boolean shut;

    @Override
    public void execute(Runnable task) {
        before.run();
        waiting.add(task);
        if (!holding) {
            runAll();
        }
    }

    /** Runs {@code other} before each task that is given from now on. */
    public void before(Runnable other) {
        before = other;
    }

    /** Tasks that are given from now on wait until {@link #goOn} or {@link #runHeld}. */
    public void hold() {
        holding = true;
    }

    public void goOn() {
        holding = false;
        runAll();
    }

    /** Runs what waits by now, on this thread, and goes on holding; others may give tasks meanwhile. */
    public void runHeld() {
        runAll();
    }

    private void runAll() {
        for (Runnable task = waiting.poll(); task != null; task = waiting.poll()) {
            task.run();
        }
    }

    @Override
    public void shutdown() {
        shut = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        shut = true;
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return shut;
    }

    @Override
    public boolean isTerminated() {
        return shut;
    }

    @Override
    public boolean awaitTermination(long time, TimeUnit unit) {
        return true;
    }
}
