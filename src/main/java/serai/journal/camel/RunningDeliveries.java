package serai.journal.camel;

import org.apache.camel.spi.RouteIdAware;
import serai.journal.DestinationName;
import serai.journal.attempt.Latencies;
import serai.journal.attempt.LatencyCounts;
import serai.journal.delivery.DeliveryProgress;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** The destinations whose delivery runs at the moment, each with its progress. Safe for use by several threads. */
public final class RunningDeliveries {

    private final Map<String, DeliveryProgress> progress = new ConcurrentHashMap<>();
    private final Set<String> elsewhere = ConcurrentHashMap.newKeySet();
    private final Map<String, LatencyCounts> latencies = new ConcurrentHashMap<>();
    private final Map<String, BooleanSupplier> last = new ConcurrentHashMap<>();
    private final Map<String, RouteIdAware> readers = new ConcurrentHashMap<>();
    private volatile DeliveryTimes times = (destination, took) -> {
    };

    /** Is told by the delivering threads of each record that was delivered for the first time. */
    @FunctionalInterface
    public interface DeliveryTimes {

        /** @param took the time from the record's receipt to its delivery; not negative */
        void delivered(String destination, Duration took);
    }

    /** Sets the receiver of the delivery times. From now on all deliveries call it. */
    public void timedBy(DeliveryTimes told) {
        times = told;
    }

    /**
     * A consumer begins to read a destination, of which there is one cursor.
     *
     * @throws IllegalStateException if another one reads it
     */
    void read(String destination, RouteIdAware reader) {
        RouteIdAware other = readers.putIfAbsent(destination, reader);
        if (other != null && !other.equals(reader)) {
            throw new IllegalStateException("route %s reads %s%s already; change one of the two routes, or merge them"
                    .formatted(other.getRouteId(), DestinationName.SCHEME, destination));
        }
    }

    void readNoMore(String destination, RouteIdAware reader) {
        readers.remove(destination, reader);
    }

    public void begun(String destination, DeliveryProgress of) {
        elsewhere.remove(destination);
        LatencyCounts counts = latencies.computeIfAbsent(destination, unused -> new LatencyCounts());
        of.timedBy(took -> {
            times.delivered(destination, took);
            counts.add(took);
        });
        progress.put(destination, of);
    }

    /**
     * @param underWay tells whether an attempt is still under way; that is so if a step of the route neither ends nor reacts to
     *                 an interrupt
     */
    public void ended(String destination, BooleanSupplier underWay) {
        progress.remove(destination);
        elsewhere.remove(destination);
        // An attempt from before an earlier stop may still be under way too.
        last.merge(destination, underWay, (before, now) -> () -> before.getAsBoolean() || now.getAsBoolean());
    }

    /** Another process delivers to the destination; its route runs here too, and waits. */
    void elsewhere(String destination) {
        progress.remove(destination);
        elsewhere.add(destination);
    }

    /** Whether another process delivers to the destination. */
    public boolean isElsewhere(String destination) {
        return elsewhere.contains(destination);
    }

    /** Whether an attempt from before the last stop of the destination's route, or an earlier stop, is still under way. */
    boolean isLastUnderWay(String destination) {
        BooleanSupplier underWay = last.get(destination);
        if (underWay != null && !underWay.getAsBoolean()) {
            last.remove(destination);
            return false;
        }
        return underWay != null;
    }

    /** The latencies of the records that this process has delivered since its start, by the destination's name. */
    public Map<String, Latencies> latencies() {
        Map<String, Latencies> now = new TreeMap<>();
        latencies.forEach((destination, counts) -> now.put(destination, counts.now()));
        return now;
    }

    /** The progress of each delivery, sorted by the destination's name. */
    public Map<String, DeliveryProgress> now() {
        return new TreeMap<>(progress);
    }
}
