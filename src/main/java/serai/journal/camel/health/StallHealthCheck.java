package serai.journal.camel.health;

import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

import java.util.Map;
import java.util.stream.Collectors;

/** Whether nothing has stalled. DOWN, for readiness, while something has; the message names it and says what an operator can do. */
public final class StallHealthCheck extends AbstractHealthCheck {

    private final StallWatch watch;

    public StallHealthCheck(StallWatch watch) {
        super("serai", "progress");
        this.watch = watch;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        Map<String, String> stalled = watch.now();
        if (stalled.isEmpty()) {
            builder.up();
        } else {
            builder.message(stalled.entrySet().stream().map(one -> one.getKey() + ": " + one.getValue())
                    .collect(Collectors.joining("; "))).down();
        }
    }
}
