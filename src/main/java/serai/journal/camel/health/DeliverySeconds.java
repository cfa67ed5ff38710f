package serai.journal.camel.health;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;

/** A histogram for each destination: the time from a record's receipt to its delivery. Safe for use by several threads. */
final class DeliverySeconds {

    /** From the time that a healthy destination needs to that of a destination that was down for a day. */
    private static final Duration[] BOUNDS = LongStream
            .of(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 300_000, 900_000, 3_600_000, 21_600_000,
                    86_400_000)
            .mapToObj(Duration::ofMillis).toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();

    DeliverySeconds(MeterRegistry registry) {
        this.registry = registry;
    }

    void delivered(String destination, Duration took) {
        timers.computeIfAbsent(destination, this::timer).record(took);
    }

    private Timer timer(String destination) {
        return Timer.builder("serai.destination.delivery")
                .description("Time from a record's receipt to its delivery; without records that were left out or sent once more")
                .tag("destination", destination).serviceLevelObjectives(BOUNDS).register(registry);
    }
}
