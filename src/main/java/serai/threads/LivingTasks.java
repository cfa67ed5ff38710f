package serai.threads;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Tasks one after the other, on a thread that is replaced where one of them ends it. The bound is of whoever gives them. */
final class LivingTasks extends ThreadPoolExecutor {

    private final String name;
    private boolean failed; // used by the one thread, and by its successor

    LivingTasks(String name) {
        super(1, 1, 0, TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = DaemonThreads.named(name, task);
            thread.setUncaughtExceptionHandler((ended, cause) -> { }); // told already
            return thread;
        });
        this.name = name;
    }

    @Override
    protected void afterExecute(Runnable task, Throwable failure) {
        if (failure != null) {
            failed = true;
            ThreadFailures.tell(name, failure, "a new one goes on");
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
