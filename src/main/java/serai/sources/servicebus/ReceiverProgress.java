package serai.sources.servicebus;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Counts the messages that a receiver gets, and measures for how long it has got none although the broker has messages. Only
 * one thread may ask for the facts.
 */
final class ReceiverProgress {

    private final Duration patience;
    private final Clock clock;
    private final Supplier<RandomGenerator> random;
    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong done = new AtomicLong();
    private long begunBefore;
    private long doneBefore;
    private @Nullable Instant doneAt;
    private @Nullable Instant waitingSince;
    private @Nullable Instant restartedAt;
    private Duration allowed;
    private long lowest;
    private boolean someGone;
    private int restarts;

    /** @param patience how long messages may wait at the broker; a random part of up to half of it is added */
    ReceiverProgress(Duration patience, Clock clock, Supplier<RandomGenerator> random) {
        this.patience = patience;
        this.clock = clock;
        this.random = random;
        this.allowed = patience;
    }

    /** A message was received. */
    void begun() {
        begun.incrementAndGet();
    }

    /** A message was handled. */
    void done() {
        done.incrementAndGet();
    }

    /** Whether a message was received since the last call. */
    boolean goesOn() {
        long now = begun.get();
        boolean some = now != begunBefore;
        begunBefore = now;
        if (some) {
            forget();
        }
        return some;
    }

    /** The facts if messages were received since the last check. */
    ReceiverState.WalkResult came() {
        return new ReceiverState.WalkResult(true, inHand(), Duration.ZERO, true, Duration.ZERO, false, 0, allowed);
    }

    /**
     * The facts if no message was received since the last check.
     *
     * @param there the first sequence numbers at the broker, the lowest first
     */
    ReceiverState.WalkResult found(List<Long> there) {
        Instant now = clock.instant();
        int inHand = inHand(); // these messages are still at the broker too
        Duration heldUp = heldUp(inHand, now);
        if (there.isEmpty() || inHand > 0) {
            forgetWaiting();
            return new ReceiverState.WalkResult(false, inHand, heldUp, !there.isEmpty(), Duration.ZERO, false, 0, patience);
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
        return new ReceiverState.WalkResult(false, 0, heldUp, true, Duration.between(waitingSince, now), someGone, restarts,
                allowed);
    }

    private int inHand() {
        long ended = done.get(); // read before the count of begun messages, so that the difference is never negative
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

    /** Starts to measure time from zero. */
    void forget() {
        forgetWaiting();
        doneAt = null;
    }
}
