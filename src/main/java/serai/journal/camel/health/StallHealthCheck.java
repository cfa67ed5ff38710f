package serai.journal.camel.health;

import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Whether nothing has stalled. DOWN while something has; the message names it and says what an operator can do. */
public final class StallHealthCheck extends AbstractHealthCheck {

    private final Supplier<Map<String, String>> stalled;
    private final boolean readiness;

    private StallHealthCheck(String id, Supplier<Map<String, String>> stalled, boolean readiness) {
        super("serai", id);
        this.stalled = stalled;
        this.readiness = readiness;
    }

    /**
     * A check of what this process delivers and runs.
     *
     * @param readiness whether a stall makes the process not ready. It does not if instances share the journal: what this
     *                  process takes in is kept, and another instance can deliver it
     */
    public static StallHealthCheck here(StallWatch watch, boolean readiness) {
        return new StallHealthCheck("progress", watch::here, readiness);
    }

    /**
     * A check of destinations to which another process should deliver, and none does. It does not count for this process's
     * readiness.
     */
    public static StallHealthCheck elsewhere(StallWatch watch) {
        return new StallHealthCheck("progress-elsewhere", watch::elsewhere, false);
    }

    @Override
    public boolean isReadiness() {
        return readiness;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        Map<String, String> found = stalled.get();
        if (found.isEmpty()) {
            builder.up();
        } else {
            builder.message(found.entrySet().stream().map(one -> one.getKey() + ": " + one.getValue())
                    .collect(Collectors.joining("; "))).down();
        }
    }
}
