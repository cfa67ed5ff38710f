package serai.journal.camel;

import org.jspecify.annotations.Nullable;
import serai.journal.delivery.Delivery;
import serai.journal.store.DeliveryStore;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Supplier;

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
    private final Supplier<Delivery> make;
    private @Nullable Delivery delivery;
    private long epoch;

    LeasedDelivery(DeliveryStore store, RunningDeliveries running, String destination, Supplier<Delivery> make) {
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
            epoch = now.getAsLong();
            delivery = make.get();
            running.begun(destination, delivery.progress());
        }
        return delivery;
    }

    Duration looksAgainIn() {
        return LOOK_AGAIN;
    }

    /** Stores what was delivered, and lets another process take over. */
    void end() {
        if (delivery != null) {
            delivery.end();
            delivery = null;
        }
        store.release(destination); // also a lease under which nothing was begun yet
    }
}
