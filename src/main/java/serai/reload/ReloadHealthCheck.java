package serai.reload;

import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

import java.util.Map;

/**
 * Whether the configuration that runs is the one in the files. Always UP, because the configuration that runs takes events in and
 * delivers them. While an edited one is refused, the details say so, and the message says why.
 */
public final class ReloadHealthCheck extends AbstractHealthCheck {

    private final Reload reload;

    public ReloadHealthCheck(Reload reload) {
        super("serai", "configuration");
        this.reload = reload;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        ReloadOutcome last = reload.last();
        builder.detail("since", last.since().toString()).up();
        if (last.isRefused()) {
            builder.detail("refused", last.at().toString()).detail("errors", last.told().size()).message(last.told().get(0));
        }
    }
}
