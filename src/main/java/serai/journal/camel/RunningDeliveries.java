package serai.journal.camel;

import serai.journal.delivery.DeliveryProgress;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** The destinations that are delivered to at the moment, each with its progress. Safe for use by several threads. */
public final class RunningDeliveries {

    private final Map<String, DeliveryProgress> progress = new ConcurrentHashMap<>();
    private final Map<String, BooleanSupplier> last = new ConcurrentHashMap<>();

    void begun(String destination, DeliveryProgress of) {
        progress.put(destination, of);
    }

    /**
     * @param underWay whether an attempt of it still is, which can be where a step of the route neither ends nor heeds an
     *                 interrupt
     */
    void ended(String destination, BooleanSupplier underWay) {
        progress.remove(destination);
        // One from before an earlier stop may not have ended either.
        last.merge(destination, underWay, (before, now) -> () -> before.getAsBoolean() || now.getAsBoolean());
    }

    /** Whether an attempt from before its route was stopped, the last time or earlier, is under way. */
    boolean isLastUnderWay(String destination) {
        BooleanSupplier underWay = last.get(destination);
        if (underWay != null && !underWay.getAsBoolean()) {
            last.remove(destination);
            return false;
        }
        return underWay != null;
    }

    /** By destination, sorted. */
    Map<String, DeliveryProgress> now() {
        return new TreeMap<>(progress);
    }
}
