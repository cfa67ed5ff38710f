package serai.journal.camel.health;

import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import serai.journal.JournalReport;

import java.util.Map;

/**
 * Whether the journal can keep events. The check counts for readiness and not for liveness, because a restart does not help:
 * the new process finds the same full disk.
 */
public final class JournalHealthCheck extends AbstractHealthCheck {

    private final JournalReport journal;

    public JournalHealthCheck(JournalReport journal) {
        super("serai", "journal");
        this.journal = journal;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        String trouble = journal.trouble();
        if (trouble == null) {
            builder.up();
        } else {
            builder.message(trouble).down();
        }
    }
}
