package serai.sources;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** What a receiver has got, and for how long it has got nothing although messages are there. One thread judges it. */
final class Progress {

    /** What is to be thought of a receiver. */
    enum Judgement {
        /** Messages come, or there are none. */
        WELL,
        /** There are some and none comes; not for long yet. */
        WAITING,
        /** The same, for too long. */
        STALLED
    }

    private final Duration patience;
    private final Clock clock;
    private final Supplier<RandomGenerator> random;
    private final AtomicLong begun = new AtomicLong();
    private final AtomicInteger inFlight = new AtomicInteger();
    private long begunBefore;
    private Instant waitingSince;
    private Duration allowed;

    /** @param patience how long messages may wait; up to half as long again, by chance */
    Progress(Duration patience, Clock clock, Supplier<RandomGenerator> random) {
        this.patience = patience;
        this.clock = clock;
        this.random = random;
    }

    /** A message has come. */
    void begun() {
        inFlight.incrementAndGet();
        begun.incrementAndGet();
    }

    /** It has been handled. */
    void done() {
        inFlight.decrementAndGet();
    }

    /** Whether any has come since this was last asked. */
    boolean goesOn() {
        long now = begun.get();
        boolean some = now != begunBefore;
        begunBefore = now;
        if (some) {
            forget();
        }
        return some;
    }

    /** What is to be thought of it where none has come and {@code there} tells whether the broker has any. */
    Judgement judged(boolean there) {
        if (!there || inFlight.get() > 0) { // what is being handled stands at the broker too
            forget();
            return Judgement.WELL;
        }
        Instant now = clock.instant();
        if (waitingSince == null || now.isBefore(waitingSince)) { // or the clock was set back
            waitingSince = now;
            allowed = patience.plusMillis(random.get().nextLong(patience.toMillis() / 2 + 1));
        }
        return Duration.between(waitingSince, now).compareTo(allowed) < 0 ? Judgement.WAITING : Judgement.STALLED;
    }

    /** Counts the time anew. */
    void forget() {
        waitingSince = null;
    }
}
