package serai.journal.camel.health;

import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import serai.journal.camel.UnkeptEvents;

import java.util.Map;

/** Whether the routes name a destination for every event that comes. Like {@link JournalHealthCheck}, it counts for readiness. */
public final class UnkeptHealthCheck extends AbstractHealthCheck {

    private final UnkeptEvents unkept;

    public UnkeptHealthCheck(UnkeptEvents unkept) {
        super("serai", "router");
        this.unkept = unkept;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        String trouble = unkept.trouble();
        if (trouble == null) {
            builder.up();
        } else {
            builder.message(trouble).down();
        }
    }
}
