package serai.journal.delivery;

import serai.journal.delivery.retry.BackOff;
import serai.journal.delivery.retry.BoundedWait;
import serai.journal.store.DeliveryStore;
import serai.journal.store.HeldRecord;
import serai.journal.store.Page;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * The held and requeued records of a destination: when to look for them, and when a held one may be tried. Used by one thread.
 */
final class RetrySchedule {

    /** How often to look for held and requeued records after a look that found none. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final DeliveryStore journal;
    private final String destination;
    private final int batch;
    private final BackOff backOff;
    private final BoundedWait untilLook;
    private final BoundedWait untilHeld;
    /** Failures of held records in a row: a destination that is down must not be asked once for each held record. */
    private int heldFailures;

    RetrySchedule(DeliveryStore journal, String destination, int batch, BackOff backOff, Clock clock) {
        this.journal = journal;
        this.destination = destination;
        this.batch = batch;
        this.backOff = backOff;
        this.untilLook = new BoundedWait(clock);
        this.untilHeld = new BoundedWait(clock);
    }

    /** Whether to look for records now: after a look that found some, always. */
    boolean isTimeToLook() {
        return untilLook.isOver(LOOK_EVERY);
    }

    /** Notes that a look has found none. */
    void foundNone() {
        untilLook.begin(LOOK_EVERY);
    }

    /** The requeued records, a batch of them at the most. */
    Page requeued() {
        return journal.requeued(destination, batch);
    }

    /** A held record that may be tried now. */
    Optional<HeldRecord> held() {
        return untilHeld.isOver(backOff.most()) ? journal.held(destination) : Optional.empty();
    }

    /** Notes that a held record has failed again: until a growing wait is over, {@link #held} returns none. */
    void heldAgain() {
        heldFailures++;
        untilHeld.begin(backOff.after(heldFailures));
    }

    /** Notes that a record has arrived at the destination. */
    void delivered() {
        heldFailures = 0;
        untilHeld.end();
    }
}
