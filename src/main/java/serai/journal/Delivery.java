package serai.journal;

import serai.model.LearningRecord;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * Works through the journal for one destination, a page at a time. Not safe for use by several threads: one thread calls
 * {@link #attempt} again and again.
 *
 * <p>An attempt that fails leaves the cursor where it is; the same page is tried again after a back-off. Every attempt but
 * a page's first is a repeat, and so is the first after a start: the last one may have arrived without being noted.
 */
public final class Delivery {

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    /** Records of other destinations passed over before the cursor is stored for their sake. */
    private static final long PASSED_OVER_MAX = 100_000;

    /** What takes the records of a page: the destination's route. */
    @FunctionalInterface
    public interface Taker {
        /**
         * Takes records of one kind, in order. Returning means that all of them have arrived.
         *
         * @throws Exception if any may not have; the whole page will be tried again
         */
        void take(Kind kind, List<LearningRecord> records, Attempt attempt) throws Exception;
    }

    private final Journal journal;
    private final String destination;
    private final int batchSize;
    private final BackOff backOff;
    private final Clock clock;
    private final Executor readAhead;
    private final Taker taker;

    private Standing standing;
    private long position;
    private boolean repeat = true;
    private Page page;
    private CompletableFuture<Page> next;

    /**
     * @param batchSize records in a page at the most; at least 1
     * @param readAhead where the next page is read while one is delivered
     */
    public Delivery(Journal journal, String destination, int batchSize, BackOff backOff, Clock clock, Executor readAhead,
                    Taker taker) {
        this.journal = journal;
        this.destination = destination;
        this.batchSize = batchSize;
        this.backOff = backOff;
        this.clock = clock;
        this.readAhead = readAhead;
        this.taker = taker;
    }

    /**
     * Delivers the next page, if there is one and it is due.
     *
     * @return how long to wait before the next call: zero where more may be there at once; empty where there is nothing to
     *         do until something is appended
     */
    public Optional<Duration> attempt() {
        try {
            if (!isKnown() || !isDue()) {
                return isKnown() ? Optional.of(untilDue()) : Optional.empty();
            }
            if (page == null) {
                page = nextPage();
            }
            if (page.isEmpty()) {
                return passOver();
            }
        } catch (RuntimeException e) {
            return Optional.of(unreadable(e));
        }
        return deliver();
    }

    private Duration unreadable(RuntimeException cause) {
        next = null;
        if (!(cause instanceof JournalUnavailableException)) {
            LOG.error("Destination {} stands still: {}. It is tried again.", destination, Failure.inOneLine(cause));
        }
        LOG.debug("What stands next for destination {} can't be read", destination, cause);
        return backOff.after(1);
    }

    private boolean isKnown() {
        if (standing == null) {
            standing = journal.standing(destination).orElse(null);
            position = standing == null ? 0 : standing.cursor();
        }
        return standing != null;
    }

    private boolean isDue() {
        return standing.nextAttempt() == null || untilDue().isZero();
    }

    private Duration untilDue() {
        return backOff.capped(Duration.between(clock.instant(), standing.nextAttempt()));
    }

    private Page nextPage() {
        if (next == null) {
            return journal.read(destination, position, batchSize);
        }
        try {
            Page ahead = next.join();
            // What was empty when it was read ahead may no longer be.
            return ahead.isEmpty() ? journal.read(destination, position, batchSize) : ahead;
        } catch (CompletionException e) {
            throw e.getCause() instanceof JournalUnavailableException unavailable ? unavailable : e;
        } finally {
            next = null;
        }
    }

    private Optional<Duration> passOver() {
        boolean moved = page.upTo() > position;
        position = page.upTo();
        Page passed = new Page(page.after(), page.upTo(), List.of());
        page = null;
        if (position - standing.cursor() > PASSED_OVER_MAX) {
            end(passed, Map.of());
        }
        return moved ? Optional.of(Duration.ZERO) : Optional.empty();
    }

    private Optional<Duration> deliver() {
        long after = page.upTo();
        Attempt attempt = new Attempt(destination, repeat, standing.remembered());
        try {
            next = CompletableFuture.supplyAsync(() -> journal.read(destination, after, batchSize), readAhead);
            for (Map.Entry<Kind, List<LearningRecord>> kind : page.byKind().entrySet()) {
                taker.take(kind.getKey(), kind.getValue(), attempt);
            }
            end(page, attempt.changes());
        } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
            return Optional.of(failed(e));
        }
        position = after;
        page = null;
        repeat = false;
        return Optional.of(Duration.ZERO);
    }

    private void end(Page ended, Map<String, String> remembered) {
        join(journal.end(destination, standing.cursor(), ended, remembered).toCompletableFuture());
        if (standing.failures() > 0) {
            LOG.info("Destination {} is delivered to again, after {} failed attempts.", destination, standing.failures());
        }
        Map<String, String> all = new HashMap<>(standing.remembered());
        all.putAll(remembered);
        standing = new Standing(ended.upTo(), 0, null, null, all);
    }

    private Duration failed(Throwable cause) {
        repeat = true;
        next = null;
        int failures = standing.failures() + 1;
        Duration wait = backOff.after(failures);
        Instant due = clock.instant().plus(wait);
        standing = new Standing(standing.cursor(), failures, due, Failure.inOneLine(cause), standing.remembered());
        if (failures == 1) {
            LOG.warn("Destination {} can't be delivered to: {}. Its records wait; next attempt in {} ms.", destination,
                    standing.failure(), wait.toMillis());
        }
        LOG.debug("Attempt {} at destination {} has failed", failures, destination, cause);
        try {
            join(journal.failed(destination, standing).toCompletableFuture());
        } catch (JournalUnavailableException e) {
            LOG.debug("The failure of destination {} could not be noted; it is remembered until a restart", destination, e);
        }
        return wait;
    }

    private static void join(CompletableFuture<Void> write) {
        try {
            write.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
