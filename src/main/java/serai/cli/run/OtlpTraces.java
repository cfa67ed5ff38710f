package serai.cli.run;

import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import org.apache.camel.CamelContext;
import serai.journal.camel.trace.OpenTelemetryTraces;
import serai.model.FailureText;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Sends spans by OTLP, on a thread of their own. What waits is bounded ({@code OTEL_BSP_MAX_QUEUE_SIZE}), and what finds no room is
 * dropped.
 */
final class OtlpTraces {

    private static final int LAST_SECONDS_MAX = 5;
    private static final String PREFIX = "OTEL_";
    /** The values of variables that are not set. The other protocol, gRPC, would need another library. */
    private static final Map<String, String> DEFAULTS = Map.of("otel.service.name", "serai", "otel.traces.exporter", "otlp",
            "otel.metrics.exporter", "none", "otel.logs.exporter", "none", "otel.propagators", "none",
            "otel.exporter.otlp.protocol",
            "http/protobuf");
    /** OpenTelemetry's logger, which would log each failure. Held here, or Java would forget its level. */
    private static final Logger THEIRS = Logger.getLogger("io.opentelemetry");

    private final OpenTelemetrySdk sdk;

    private OtlpTraces(OpenTelemetrySdk sdk) {
        this.sdk = sdk;
    }

    static OtlpTraces addTo(CamelContext context, Map<String, String> environment) {
        if (THEIRS.getLevel() == null) {
            THEIRS.setLevel(Level.OFF);
        }
        Map<String, String> properties = new HashMap<>(DEFAULTS);
        environment.forEach((name, value) -> {
            if (name.startsWith(PREFIX) && !value.isBlank()) {
                properties.put(name.toLowerCase(Locale.ROOT).replace('_', '.'), value);
            }
        });
        OtlpTraces traces = new OtlpTraces(sdk(properties));
        context.getRegistry().bind("seraiTraces", new OpenTelemetryTraces(traces.sdk));
        return traces;
    }

    private static OpenTelemetrySdk sdk(Map<String, String> properties) {
        try {
            return AutoConfiguredOpenTelemetrySdk.builder().disableShutdownHook().addPropertiesSupplier(() -> properties)
                    .addSpanExporterCustomizer((exporter, unused) -> new FailureLoggingExporter(exporter)).build()
                    .getOpenTelemetrySdk();
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(("the variables OTEL_… can't be used (%s): correct them, or take "
                    + "OTEL_EXPORTER_OTLP_ENDPOINT away to run without traces; the only protocol is http/protobuf")
                    .formatted(withoutSecrets(FailureText.firstLine(e), properties)), e);
        }
    }

    /** Replaces the values of headers, which have tokens: the library quotes what it can't read. */
    private static String withoutSecrets(String message, Map<String, String> properties) {
        return properties.entrySet().stream().filter(one -> one.getKey().endsWith("headers")).map(Map.Entry::getValue)
                .reduce(message, (text, secret) -> text.replace(secret, "…"));
    }

    /** Sends the spans that wait, for a few seconds at most, and ends the sending. */
    void close() {
        sdk.shutdown().join(LAST_SECONDS_MAX, TimeUnit.SECONDS);
    }
}
