package serai.destinations.deadlines;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.CamelContextStartingEvent;
import org.apache.camel.spi.CamelEvent.CamelContextStoppingEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.journal.attempt.AttemptLease;
import serai.threads.DaemonThreads;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Aborts attempts that take too long, that outlast their lease, and attempts that would hold up a stop. A client's own time-outs
 * apply to single reads, so an endpoint that sends a byte from time to time could keep a thread for ever.
 *
 * <p>There is one instance for each context, with one thread, which the first attempt starts. When the context stops, attempts
 * have {@link #GRACE} to end by themselves.
 */
public final class Deadlines extends EventNotifierSupport {

    private static final Logger LOG = LoggerFactory.getLogger(Deadlines.class);
    /** How long a stop lets attempts end by themselves; an attempt that ends need not be repeated after the start. */
    static final Duration GRACE = Duration.ofSeconds(2);
    private static final String STOPS = "was ended because Serai is stopping";
    private static final String NO_LEASE =
            "was ended because its lease could not be renewed in the journal's database; another instance delivers, or this one again";
    private static final Duration THREAD_KEPT = Duration.ofSeconds(30);
    private static final Duration THREAD_ENDS = Duration.ofSeconds(1);

    private final Set<Deadline> underWay = ConcurrentHashMap.newKeySet();
    private @Nullable ScheduledThreadPoolExecutor watch; // null until the first attempt
    private volatile @Nullable Thread thread; // the last one that the executor had
    private volatile boolean over;
    private @Nullable Future<?> ending; // used only by the thread that starts and stops the context

    /** An instance that no context notifies of its stop: it aborts attempts only by their time limit and their lease. */
    public Deadlines() {
        setupIgnore(true); // otherwise Camel makes events of every exchange, also of those that are taken in
        setIgnoreCamelContextEvents(false);
    }

    /** The context's instance; makes it at the first call. */
    public static Deadlines of(CamelContext context) {
        synchronized (context) {
            return context.getManagementStrategy().getEventNotifiers().stream().filter(Deadlines.class::isInstance)
                    .map(Deadlines.class::cast).findFirst().orElseGet(() -> {
                        Deadlines made = new Deadlines();
                        context.getManagementStrategy().addEventNotifier(made);
                        return made;
                    });
        }
    }

    /**
     * Begins an attempt, which is aborted after the time {@code most}, or when the lease ends under which the calling thread
     * delivers. The caller closes the result when the attempt has ended.
     */
    public Deadline begin(Duration most) {
        Deadline deadline = new Deadline(underWay::remove);
        underWay.add(deadline);
        endsInTime(deadline, most, AttemptLease.current(), System.nanoTime());
        if (over) {
            deadline.end(STOPS);
        }
        return deadline;
    }

    /**
     * Runs one attempt within its time.
     *
     * @param most  time limit of the whole attempt
     * @param abort ends the attempt, whatever it waits for; another thread runs it at the deadline, at most once
     * @throws Exception what the attempt has thrown, unless that results from the abort: then an {@link java.io.IOException} that
     *                   says so
     */
    public void within(Duration most, Runnable abort, Attempt attempt) throws Exception {
        try (Deadline deadline = begin(most)) {
            deadline.abortBy(abort);
            try {
                attempt.run();
            } catch (Exception e) {
                throw deadline.isOver() ? deadline.failure(e) : e;
            }
        }
    }

    /** One attempt, to which a time limit applies. */
    @FunctionalInterface
    public interface Attempt {
        void run() throws Exception;
    }

    /** Aborts the attempt at its time limit, or when its lease ends. At that moment it reads the lease again: it may be renewed. */
    private void endsInTime(Deadline deadline, Duration most, AttemptLease lease, long begin) {
        Duration left = most.minusNanos(System.nanoTime() - begin);
        Duration leased = lease.left();
        if (left.isNegative() || left.isZero()) {
            deadline.end("has taken longer than %s ms".formatted(most.toMillis()));
        } else if (leased.isZero()) {
            deadline.end(NO_LEASE);
        } else {
            long wait = Math.min(left.toNanos(), leased.toNanos());
            deadline.endsBy(watch().schedule(() -> endsInTime(deadline, most, lease, begin), wait, TimeUnit.NANOSECONDS));
        }
    }

    private synchronized ScheduledThreadPoolExecutor watch() {
        if (watch == null) {
            watch = new ScheduledThreadPoolExecutor(1, this::thread);
            watch.setRemoveOnCancelPolicy(true);
            // The thread ends when it is idle, because nothing tells it that no attempt will follow.
            watch.setKeepAliveTime(THREAD_KEPT.toSeconds(), TimeUnit.SECONDS);
            watch.allowCoreThreadTimeOut(true);
        }
        return watch;
    }

    private Thread thread(Runnable task) {
        Thread made = DaemonThreads.named("destinations-deadlines", task);
        thread = made;
        return made;
    }

    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof CamelContextStoppingEvent || event instanceof CamelContextStartingEvent;
    }

    @Override
    public void notify(CamelEvent event) {
        if (event instanceof CamelContextStoppingEvent) {
            ending = watch().schedule(this::endAll, GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } else {
            if (ending != null) {
                ending.cancel(false); // the context starts again right after a stop
            }
            over = false;
        }
    }

    /**
     * Ends the thread if no attempt is under way, and waits up to {@link #THREAD_ENDS} for its end, because a host may discard the
     * class loader right after this. An attempt that begins later makes another thread.
     */
    @Override
    protected void doStop() {
        Thread ended;
        synchronized (this) {
            boolean idle = underWay.isEmpty();
            if (ending != null && idle) {
                ending.cancel(false);
            }
            if (watch != null) {
                watch.shutdown();
                watch = null;
            }
            ended = idle ? thread : null;
        }
        if (ended != null) {
            join(ended);
        }
    }

    private static void join(Thread ended) {
        try {
            ended.join(THREAD_ENDS.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Aborts all attempts, and those that begin from now on, because an endpoint that hangs would hang again. */
    private void endAll() {
        LOG.debug("{} attempts have not ended by themselves", underWay.size());
        over = true;
        underWay.forEach(deadline -> deadline.end(STOPS));
    }
}
