package serai.threads;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs tasks one after the other, on a thread that is replaced if a task ends it. The queue has no bound; the callers bound
 * their tasks.
 */
final class SupervisedTasks extends ThreadPoolExecutor {

    private final String name;
    private boolean failed; // used by the thread, and by its successor

    SupervisedTasks(String name) {
        super(1, 1, 0, TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = DaemonThreads.named(name, task);
            thread.setUncaughtExceptionHandler((ended, cause) -> {}); // reported already
            return thread;
        });
        this.name = name;
    }

    @Override
    protected void afterExecute(Runnable task, Throwable failure) {
        if (failure != null) {
            failed = true;
            ThreadFailures.tell(name, failure, "a new one continues");
        } else if (failed) {
            failed = false;
            ThreadFailures.isWell(name);
        }
    }

    @Override
    protected void terminated() {
        ThreadFailures.forget(name);
    }
}
