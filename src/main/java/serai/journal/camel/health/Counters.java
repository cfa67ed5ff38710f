package serai.journal.camel.health;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The counters of one name, one for each set of tags. Each shows a number that is counted elsewhere and only grows. */
final class Counters {

    private final MeterRegistry registry;
    private final String name;
    private final String description;
    private final Map<Tags, AtomicLong> counts = new ConcurrentHashMap<>();

    Counters(MeterRegistry registry, String name, String description) {
        this.registry = registry;
        this.name = name;
        this.description = description;
    }

    void set(Tags tags, long count) {
        counts.computeIfAbsent(tags, this::register).set(count);
    }

    private AtomicLong register(Tags tags) {
        AtomicLong count = new AtomicLong();
        FunctionCounter.builder(name, count, AtomicLong::doubleValue).description(description).tags(tags).register(registry);
        return count;
    }
}
