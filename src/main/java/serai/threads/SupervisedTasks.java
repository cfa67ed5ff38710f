package serai.threads;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs tasks one after the other, on a thread that no task ends. The queue has no bound; the callers bound their tasks.
 *
 * <p>The thread is kept because a pool that has lost it and can't start another, for want of memory, would leave the tasks that
 * wait until the next one is given.
 */
final class SupervisedTasks extends ThreadPoolExecutor {

    private final String name;
    private boolean failed; // used by the thread

    SupervisedTasks(String name) {
        super(1, 1, 0, TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(), task -> DaemonThreads.named(name, task));
        this.name = name;
    }

    @Override
    public void execute(Runnable task) {
        super.execute(() -> run(task));
    }

    private void run(Runnable task) {
        try {
            task.run();
            if (failed) {
                failed = false;
                ThreadFailures.isWell(name);
            }
        } catch (Throwable e) { // nothing may end the thread
            failed = true;
            ThreadFailures.tell(name, e, "it goes on with its next task");
        }
    }

    @Override
    protected void terminated() {
        ThreadFailures.forget(name);
    }
}
