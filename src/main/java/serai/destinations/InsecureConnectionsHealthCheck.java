package serai.destinations;

import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import serai.tls.InsecureConnections;

import java.util.Map;

/** Lists the insecure connections that a setting allows. An operator has decided so, so this check is always UP. */
public final class InsecureConnectionsHealthCheck extends AbstractHealthCheck {

    private final InsecureConnections connections;

    public InsecureConnectionsHealthCheck(InsecureConnections connections) {
        super("serai", "insecure-connections");
        this.connections = connections;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        if (!connections.all().isEmpty()) {
            String insecure = String.join("; ", connections.all());
            builder.detail("insecure", insecure).message("insecure: " + insecure);
        }
        builder.up();
    }
}
