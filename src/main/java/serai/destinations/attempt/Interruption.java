package serai.destinations.attempt;

/**
 * Interrupts the thread that made it, for as long as that waits for something which only an interrupt ends. None is left behind:
 * it would end what comes next.
 */
public final class Interruption {

    private final Thread thread = Thread.currentThread();
    private boolean done;
    private boolean ended;

    public synchronized void interrupt() {
        if (!ended) {
            done = true;
            thread.interrupt();
        }
    }

    /** It waits no longer; called by that thread. */
    public synchronized void end() {
        ended = true;
        if (done) {
            Thread.interrupted();
        }
    }
}
