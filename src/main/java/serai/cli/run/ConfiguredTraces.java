package serai.cli.run;

import org.apache.camel.CamelContext;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Sends traces to the endpoint that {@code OTEL_EXPORTER_OTLP_ENDPOINT} names. OpenTelemetry's own variables decide about the
 * rest, such as {@code OTEL_EXPORTER_OTLP_HEADERS} and {@code OTEL_TRACES_SAMPLER}. Without an endpoint, nothing of it is loaded.
 */
final class ConfiguredTraces {

    private static final String DISABLED = "OTEL_SDK_DISABLED";

    private ConfiguredTraces() {
    }

    /**
     * Has the routes of a context traced that are added from now on.
     *
     * @param environment the process's variables
     * @return what sends the last spans and ends it, in a few seconds; empty if nothing is to be traced
     * @throws IllegalArgumentException if the variables can't be used
     */
    static Optional<Runnable> addTo(CamelContext context, Map<String, String> environment) {
        boolean wanted = Stream.of("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
                .anyMatch(name -> !environment.getOrDefault(name, "").isBlank());
        return wanted && !environment.getOrDefault(DISABLED, "").equalsIgnoreCase("true")
                ? Optional.of(OtlpTraces.addTo(context, environment)::close) : Optional.empty();
    }
}
