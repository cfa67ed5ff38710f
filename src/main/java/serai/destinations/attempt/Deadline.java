package serai.destinations.attempt;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** The time that one attempt has in all, however many requests and reads it is. */
public final class Deadline implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Deadline.class);

    private final Consumer<Deadline> ended;
    private Future<?> timer;
    private Runnable abort;
    private String over;
    private boolean closed;

    /** @param ended is told when it is closed */
    Deadline(Consumer<Deadline> ended) {
        this.ended = ended;
    }

    synchronized void endsBy(Future<?> timer) {
        this.timer = timer;
    }

    /**
     * What ends the step that is about to begin, in the place of what ended the one before. It is called at most once, by another
     * thread, and at once where the time is over already.
     */
    public void abortBy(Runnable abort) {
        boolean now;
        synchronized (this) {
            this.abort = abort;
            now = over != null && !closed;
        }
        if (now) {
            run(abort);
        }
    }

    /** @param why the attempt is ended, as the end of a sentence about it */
    void end(String why) {
        Runnable ends;
        synchronized (this) {
            if (closed || over != null) {
                return;
            }
            over = why;
            ends = abort;
        }
        if (ends != null) {
            run(ends);
        }
    }

    private static void run(Runnable abort) {
        try {
            abort.run();
        } catch (RuntimeException e) {
            LOG.debug("An attempt could not be ended", e);
        }
    }

    /** Whether the attempt was ended: then whatever it has failed with comes of that. */
    public synchronized boolean isOver() {
        return over != null;
    }

    /** What to say in the place of a failure that comes of having been ended. */
    public synchronized IOException failure(Throwable cause) {
        IOException failure = new IOException("an attempt at the destination " + over);
        failure.addSuppressed(cause); // it tells of the abort; as the cause it would be what is shown
        return failure;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            abort = null;
            timer.cancel(false);
        }
        ended.accept(this);
    }
}
