package serai.destinations;

/**
 * Interrupts the thread that made it, for as long as that waits for something which only an interrupt ends. None is left behind:
 * it would end what comes next.
 */
final class Interruption {

    private final Thread thread = Thread.currentThread();
    private boolean done;
    private boolean ended;

    synchronized void interrupt() {
        if (!ended) {
            done = true;
            thread.interrupt();
        }
    }

    /** It waits no longer; called by that thread. */
    synchronized void end() {
        ended = true;
        if (done) {
            Thread.interrupted();
        }
    }
}
