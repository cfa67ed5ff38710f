package serai.journal.camel;

import org.jspecify.annotations.Nullable;
import serai.journal.delivery.Delivery;
import serai.journal.store.DeliveryStore;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/**
 * The delivery to one destination, as long as this process may deliver. When the process may deliver again, a new
 * {@link Delivery} reads everything again, since another process may have delivered meanwhile. Used by the destination's
 * thread.
 */
final class LeasedDelivery {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

    private final DeliveryStore store;
    private final RunningDeliveries running;
    private final String destination;
    private final LongFunction<Delivery> make;
    private @Nullable Delivery delivery;
    private long epoch; // of the delivery

    /** @param make makes the delivery under an epoch */
    LeasedDelivery(DeliveryStore store, RunningDeliveries running, String destination, LongFunction<Delivery> make) {
        this.store = store;
        this.running = running;
        this.destination = destination;
        this.make = make;
    }

    /** The delivery that may make an attempt now; null if another process delivers. */
    @Nullable
    Delivery current() {
        OptionalLong now = store.epoch(destination);
        if (now.isEmpty()) {
            end();
            running.elsewhere(destination);
            return null;
        }
        if (delivery == null || epoch != now.getAsLong()) {
            Delivery made = make.apply(now.getAsLong());
            running.begun(destination, made.progress());
            delivery = made;
            epoch = now.getAsLong(); // last: a delivery of an earlier epoch must not pass for one of this
        }
        return delivery;
    }

    Duration looksAgainIn() {
        return LOOK_AGAIN;
    }

    /** Stores what was delivered, and lets another process take over. */
    void end() {
        Delivery ending = delivery;
        delivery = null;
        try {
            if (ending != null) {
                ending.end();
            }
        } finally {
            store.release(destination); // also a lease under which nothing was begun yet
        }
    }
}
