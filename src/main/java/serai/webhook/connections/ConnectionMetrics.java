package serai.webhook.connections;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;

import java.util.List;

/** Counters in the context's meter registry, if it has one, of connections that were closed unanswered. No tag holds an address. */
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
            server.bySetting().forEach((setting, count) -> FunctionCounter
                    .builder("serai.connections.refused", count, one -> one.get())
                    .description("Connections closed unanswered since the start, by the setting whose bound they exceeded")
                    .tag("server", server.of()).tag("bound", setting).register(registry));
        }
    }
}
