package serai.sources.servicebus;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Counts what a receiver has got, and since when it has got nothing although messages are there. One thread asks. */
final class ReceiverProgress {

    private final Duration patience;
    private final Clock clock;
    private final Supplier<RandomGenerator> random;
    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong done = new AtomicLong();
    private long begunBefore;
    private long doneBefore;
    private Instant doneAt;
    private Instant waitingSince;
    private Instant restartedAt;
    private Duration allowed;
    private long lowest;
    private boolean someGone;
    private int restarts;

    /** @param patience how long messages may wait; up to half as long again, by chance */
    ReceiverProgress(Duration patience, Clock clock, Supplier<RandomGenerator> random) {
        this.patience = patience;
        this.clock = clock;
        this.random = random;
        this.allowed = patience;
    }

    /** A message has come. */
    void begun() {
        begun.incrementAndGet();
    }

    /** It has been handled. */
    void done() {
        done.incrementAndGet();
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

    /** The facts where some have come. */
    ReceiverState.Facts came() {
        return new ReceiverState.Facts(true, inHand(), Duration.ZERO, true, Duration.ZERO, false, 0, allowed);
    }

    /** The facts where none has come. @param there sequence numbers that the broker has, the lowest first; not all of them */
    ReceiverState.Facts found(List<Long> there) {
        Instant now = clock.instant();
        int inHand = inHand(); // which stand at the broker too
        Duration heldUp = heldUp(inHand, now);
        if (there.isEmpty() || inHand > 0) {
            forgetWaiting();
            return new ReceiverState.Facts(false, inHand, heldUp, !there.isEmpty(), Duration.ZERO, false, 0, patience);
        }
        if (waitingSince == null || now.isBefore(waitingSince)) { // or the clock was set back
            forgetWaiting();
            waitingSince = now;
            lowest = there.get(0);
            restartedAt(now);
        }
        someGone |= there.get(0) > lowest;
        lowest = there.get(0);
        if (isRestartDue(now)) {
            restarts++;
            restartedAt(now);
        }
        return new ReceiverState.Facts(false, 0, heldUp, true, Duration.between(waitingSince, now), someGone, restarts, allowed);
    }

    private int inHand() {
        long ended = done.get(); // before those begun, so that there are never fewer of those
        return (int) (begun.get() - ended);
    }

    private Duration heldUp(int inHand, Instant now) {
        long ended = done.get();
        if (inHand == 0 || ended != doneBefore || doneAt == null || now.isBefore(doneAt)) {
            doneBefore = ended;
            doneAt = now;
        }
        return Duration.between(doneAt, now);
    }

    private boolean isRestartDue(Instant now) {
        return Duration.between(restartedAt, now).compareTo(allowed) >= 0;
    }

    private void restartedAt(Instant now) {
        restartedAt = now;
        allowed = patience.plusMillis(random.get().nextLong(patience.toMillis() / 2 + 1));
    }

    private void forgetWaiting() {
        waitingSince = null;
        someGone = false;
        restarts = 0;
    }

    /** Counts the time anew. */
    void forget() {
        forgetWaiting();
        doneAt = null;
    }
}
