package serai.destinations.deadlines;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** The time limit of one whole attempt, for all its requests and reads together. */
public final class Deadline implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Deadline.class);

    private final Consumer<Deadline> ended;
    private @Nullable Future<?> timer;
    private @Nullable Runnable abort;
    private @Nullable String over; // why the attempt was aborted; null until then
    private boolean closed;

    /** @param ended is called when the attempt is closed */
    Deadline(Consumer<Deadline> ended) {
        this.ended = ended;
    }

    synchronized void endsBy(Future<?> timer) {
        this.timer = timer;
        if (closed) {
            timer.cancel(false);
        }
    }

    /**
     * Sets the action that aborts the step that is about to begin; it replaces the action of the step before. Another thread
     * runs the action at the deadline, at most once. If the deadline has passed already, the calling thread runs it at once.
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

    /** @param why the attempt is ended, as the end of a sentence whose subject is the attempt */
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

    /** Whether the attempt was aborted. If so, any failure of the attempt results from that. */
    public synchronized boolean isOver() {
        return over != null;
    }

    /** The exception to report instead of a failure that results from the abort. */
    public synchronized IOException failure(Throwable cause) {
        IOException failure = new IOException("an attempt at the destination " + over);
        failure.addSuppressed(cause); // only suppressed: as the cause, its message about the abort would be shown
        return failure;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            abort = null;
            if (timer != null) {
                timer.cancel(false);
            }
        }
        ended.accept(this);
    }
}
