package serai.simulation;

import serai.journal.sql.SqlJournal;
import serai.testkit.CallersThread;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A purge of which one write shares its commit with appends: some wait before it, some come behind it. The purge waits for each of
 * its writes, so it has a thread of its own; it and the simulation's take turns, so that the same seed does the same.
 */
final class PurgeAmidAppends {

    /** How often a purge asks for the time: before it deletes records, and before it deletes identities. */
    static final int STOPS = 2;

    /** The journal's clock. Whoever purges stops when it asks for the time often enough. */
    private static final class Stopping extends Clock {
        private final Clock clock;
        private final AtomicReference<PurgeAmidAppends> running;

        private Stopping(Clock clock, AtomicReference<PurgeAmidAppends> running) {
            this.clock = clock;
            this.running = running;
        }

        @Override
        public Instant instant() {
            PurgeAmidAppends purge = running.get();
            if (purge != null && Thread.currentThread().equals(purge.thread)) {
                purge.asksForTheTime();
            }
            return clock.instant();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** Purges of a journal that has this clock. */
    static final class Purges {
        private final AtomicReference<PurgeAmidAppends> running = new AtomicReference<>();
        private final Clock clock;

        Purges(Clock clock) {
            this.clock = new Stopping(clock, running);
        }

        Clock clock() {
            return clock;
        }

        /**
         * Begins a purge, which writes on its own thread up to where it stops.
         *
         * @param stop where: from 1 to {@link #STOPS}
         */
        PurgeAmidAppends begin(SqlJournal journal, int stop) throws InterruptedException {
            PurgeAmidAppends purge = new PurgeAmidAppends(journal, stop);
            running.set(purge);
            purge.thread.start();
            purge.stopped.acquire();
            return purge;
        }
    }

    private final Semaphore stopped = new Semaphore(0);
    private final Semaphore goOn = new Semaphore(0);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final Thread thread;
    private int stop;

    private PurgeAmidAppends(SqlJournal journal, int stop) {
        this.stop = stop;
        thread = new Thread(() -> {
            try {
                journal.purge();
            } catch (Throwable e) {
                failure.set(e);
                stopped.release();
            }
        }, "simulated-purge");
    }

    private void asksForTheTime() {
        if (--stop == 0) {
            stopped.release();
            goOn.acquireUninterruptibly();
        }
    }

    /** Returns when the next write of the purge waits, behind what waits by now. The journal's thread is held meanwhile. */
    void write() {
        goOn.release();
        while (thread.isAlive() && !isWaitingForItsWrite()) {
            Thread.onSpinWait();
        }
    }

    private boolean isWaitingForItsWrite() {
        Object blocker = LockSupport.getBlocker(thread);
        return blocker != null && CompletableFuture.class.equals(blocker.getClass().getNestHost());
    }

    /** Lets the journal's thread go on, until the purge has ended: first with all that waits, in one commit. */
    void end(CallersThread journals) throws InterruptedException {
        while (thread.isAlive()) {
            journals.runHeld();
            thread.join(1);
        }
        journals.goOn();
        assertThat(failure.get()).isNull();
    }
}
