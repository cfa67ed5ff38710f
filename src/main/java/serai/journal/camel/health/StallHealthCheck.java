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
     * Of what this process does.
     *
     * @param readiness whether a process that stands still with something is not ready. One that shares its journal is: what it
     *                  takes in is kept, and delivered by whichever instance can.
     */
    public static StallHealthCheck here(StallWatch watch, boolean readiness) {
        return new StallHealthCheck("progress", watch::here, readiness);
    }

    /** Of destinations to which another process should deliver, and none does. It says nothing against this process. */
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
