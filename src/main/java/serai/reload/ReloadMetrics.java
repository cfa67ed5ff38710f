package serai.reload;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.camel.CamelContext;

/** Whether an edited configuration is refused, as a gauge in the context's meter registry, if it has one. */
public final class ReloadMetrics {

    private ReloadMetrics() {
    }

    public static void add(CamelContext context, Reload reload) {
        MeterRegistry registry = context.getRegistry().findSingleByType(MeterRegistry.class);
        if (registry != null) {
            Gauge.builder("serai.configuration.refused", () -> reload.last().isRefused() ? 1 : 0)
                    .description("1 while the files have a configuration that was refused, and the one before stays in use")
                    .register(registry);
        }
    }
}
