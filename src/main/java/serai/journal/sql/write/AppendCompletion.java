package serai.journal.sql.write;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.threads.SupervisedThread;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;

/**
 * Completes the appends that were committed or have failed, one after the other on the thread {@code journal-acknowledge}, which
 * then runs the rest of the source's route, such as the webhook's answer. A step that blocks there holds up the acknowledgements
 * behind it, and is reported. A message of Service Bus is settled by the thread that waits for its append.
 */
public final class AppendCompletion implements AutoCloseable {

    /** How long one acknowledgement may take. */
    static final Duration WITHIN = Duration.ofSeconds(30);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(AppendCompletion.class);

    private final ExecutorService thread;
    private final Clock clock;
    private final Duration within;
    private final SupervisedThread watch;
    private volatile @Nullable Instant busySince;
    private volatile @Nullable Thread busy;
    private boolean told; // used by the watch

    /** @param thread runs the acknowledgements; shut down with this */
    public AppendCompletion(ExecutorService thread, Clock clock) {
        this(thread, clock, WITHIN);
    }

    public AppendCompletion(ExecutorService thread, Clock clock, Duration within) {
        this.thread = thread;
        this.clock = clock;
        this.within = within;
        this.watch = SupervisedThread.every("journal-acknowledge-watch", LOOK_EVERY, LOOK_EVERY, this::look);
    }

    /**
     * Runs the acknowledgements on the thread. If that is not possible they run here, so that every waiting caller gets an
     * answer.
     */
    void tell(List<Runnable> acknowledgements) {
        try {
            thread.execute(() -> runAll(acknowledgements));
        } catch (RuntimeException | Error e) {
            LOG.debug("Acknowledged on the writer's thread", e);
            runAll(acknowledgements);
        }
    }

    /** Runs all of them, also if one throws. */
    private void runAll(List<Runnable> acknowledgements) {
        Throwable first = null;
        for (Runnable acknowledgement : acknowledgements) {
            try {
                run(acknowledgement);
            } catch (RuntimeException | Error e) {
                first = first == null ? e : first;
            }
        }
        if (first instanceof Error error) {
            throw error;
        } else if (first != null) {
            throw (RuntimeException) first;
        }
    }

    private void run(Runnable acknowledgement) {
        busy = Thread.currentThread();
        busySince = clock.instant();
        try {
            acknowledgement.run();
        } finally {
            busySince = null;
            Thread.interrupted(); // a step may have left an interrupt behind
        }
    }

    void look() {
        String blocked = blocked();
        if (blocked != null && !told) {
            LOG.error("{}", blocked);
        } else if (blocked == null && told) {
            LOG.info("The thread journal-acknowledge continues.");
        }
        told = blocked != null;
    }

    /** Why acknowledgements wait, in one line; null if they don't. */
    public @Nullable String blocked() {
        Instant since = busySince;
        Thread thread = busy;
        if (since == null || thread == null || !clock.instant().isAfter(since.plus(within))) {
            return null;
        }
        return ("The thread journal-acknowledge has been busy with one event since %s%s: a step after journal: in a source's or "
                + "the router's route blocks it. Events are kept and delivered, but not acknowledged; remove that step, or "
                + "put it into a route of its own behind seda:.").formatted(since, at(thread));
    }

    /** The first line of the stack that is neither of Java nor of Camel: most likely the step that blocks. */
    private static String at(Thread thread) {
        for (StackTraceElement line : thread.getStackTrace()) {
            String name = line.getClassName();
            if (!name.startsWith("java.") && !name.startsWith("jdk.") && !name.startsWith("sun.")
                    && !name.startsWith("org.apache.camel.")) {
                return name.startsWith("serai.") ? "" : " at %s.%s".formatted(name, line.getMethodName());
            }
        }
        return "";
    }

    @Override
    public void close() {
        watch.close();
        thread.shutdown();
    }
}
