package serai.journal.camel.health;

import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import serai.journal.JournalReport;
import serai.journal.JournalSize;
import serai.journal.UnpurgedBytes;

import java.util.Map;

/**
 * Reports the bytes of each source that no purge removes. The check is always UP: if one source's events are refused, the other
 * sources must still get in. The message and the details name the source.
 */
public final class SourceShareHealthCheck extends AbstractHealthCheck {

    private final JournalReport journal;

    public SourceShareHealthCheck(JournalReport journal) {
        super("serai", "sources");
        this.journal = journal;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        JournalSize fill = journal.fill();
        builder.up();
        fill.left().forEach((source, left) -> tell(builder, source, left, fill.leftMax()));
    }

    private static void tell(HealthCheckResultBuilder builder, String source, UnpurgedBytes left, long max) {
        if (left.bytes() > 0) {
            builder.detail("left." + source, left.told());
        }
        if (max > 0 && left.bytes() >= max) {
            builder.message(("events of %s are refused: the journal holds %s of it, its share is %s bytes "
                    + "(serai.journal.source.max.percent)")
                    .formatted(source, left.told(), max));
        }
    }
}
