package serai.webhook.server;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;

/** Metrics in the context's meter registry, if it has one: the bodies in flight, and the requests refused for lack of room. */
public final class BodiesMetrics implements StartupListener {

    private final BodiesInFlight bodies;

    public BodiesMetrics(BodiesInFlight bodies) {
        this.bodies = bodies;
    }

    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
        MeterRegistry registry = context.getRegistry().findSingleByType(MeterRegistry.class);
        if (registry == null) {
            return;
        }
        Gauge.builder("serai.webhook.inflight.bytes", bodies, BodiesInFlight::bytes)
                .description("Bytes of bodies that were received and are not yet kept").register(registry);
        FunctionCounter.builder("serai.webhook.refused", bodies, BodiesInFlight::refused)
                .description("Requests answered 503 since the start, by the setting whose bound they exceeded")
                .tag("bound", "serai.webhook.inflight.max.bytes").register(registry);
    }
}
