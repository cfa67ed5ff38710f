package serai.destinations.deadlines;

/**
 * Interrupts the thread that made it, while that thread waits for something that only an interrupt can end. No interrupt
 * remains afterwards, because it would end the thread's next step.
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

    /** Ends the time in which the thread may be interrupted; the thread itself calls this. */
    public synchronized void end() {
        ended = true;
        if (done) {
            Thread.interrupted();
        }
    }
}
