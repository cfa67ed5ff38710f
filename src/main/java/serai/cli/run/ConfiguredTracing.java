package serai.cli.run;

import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import org.apache.camel.CamelContext;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Traces, sent by OTLP to where {@code OTEL_EXPORTER_OTLP_ENDPOINT} says. OpenTelemetry's own variables decide about the rest, such
 * as {@code OTEL_EXPORTER_OTLP_HEADERS} and {@code OTEL_TRACES_SAMPLER}. What can't be sent is dropped, and disturbs nothing.
 */
final class ConfiguredTracing implements AutoCloseable {

    private static final List<String> ENDPOINTS = List.of("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");
    private static final Map<String, String> DEFAULTS = Map.of("otel.service.name", "serai", "otel.metrics.exporter", "none",
            "otel.logs.exporter", "none", "otel.exporter.otlp.protocol", "http/protobuf");

    private final OpenTelemetrySdk sdk;

    private ConfiguredTracing(OpenTelemetrySdk sdk) {
        this.sdk = sdk;
    }

    /**
     * Has a context's routes traced that are added from now on.
     *
     * @param environment the process's variables
     * @return empty if none of them says where to
     */
    static Optional<ConfiguredTracing> addTo(CamelContext context, Map<String, String> environment) {
        if (ENDPOINTS.stream().allMatch(name -> environment.getOrDefault(name, "").isBlank())) {
            return Optional.empty();
        }
        ConfiguredTracing tracing = new ConfiguredTracing(AutoConfiguredOpenTelemetrySdk.builder().disableShutdownHook()
                .addPropertiesSupplier(() -> DEFAULTS).build().getOpenTelemetrySdk());
        context.getRegistry().bind("seraiTracer", tracing.sdk.getTracer("serai"));
        return Optional.of(tracing);
    }

    /** Sends what waits. */
    @Override
    public void close() {
        sdk.close();
    }
}
