package serai.threads;

/** Threads that do not keep the process from ending. */
public final class DaemonThreads {

    private DaemonThreads() {
    }

    /** Makes a daemon thread; the caller starts it. */
    public static Thread named(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
