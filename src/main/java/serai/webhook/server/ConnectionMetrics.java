package serai.webhook.server;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;

import java.util.List;

/** Connections that were closed unanswered, as counters in the context's meter registry, where it has one; no address is a tag. */
public final class ConnectionMetrics implements StartupListener {

    private final List<RefusedConnections> servers;

    public ConnectionMetrics(List<RefusedConnections> servers) {
        this.servers = List.copyOf(servers);
    }

    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
        MeterRegistry registry = context.getRegistry().findSingleByType(MeterRegistry.class);
        if (registry == null) {
            return;
        }
        for (RefusedConnections server : servers) {
            server.bySetting().forEach((setting, count) -> FunctionCounter.builder("serai.connections.refused", count, one -> one.get())
                    .description("Connections closed unanswered since the start, by the setting whose bound they were beyond")
                    .tag("server", server.of()).tag("bound", setting).register(registry));
        }
    }
}
