package serai.testkit.trace;

import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import serai.journal.camel.trace.OpenTelemetryTraces;
import serai.journal.camel.trace.Traces;

import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

/** Spans as OpenTelemetry's own library has made them, in the order in which they ended. */
public final class RecordedSpans implements AutoCloseable {

    private final Queue<SpanData> ended = new ConcurrentLinkedQueue<>();
    private final SdkTracerProvider provider =
            SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(new SpanExporter() {
                @Override
                public CompletableResultCode export(Collection<SpanData> spans) {
                    ended.addAll(spans);
                    return CompletableResultCode.ofSuccess();
                }

                @Override
                public CompletableResultCode flush() {
                    return CompletableResultCode.ofSuccess();
                }

                @Override
                public CompletableResultCode shutdown() {
                    return CompletableResultCode.ofSuccess();
                }
            })).build();

    /** Makes the spans that are recorded here. */
    public Traces traces() {
        return new OpenTelemetryTraces(OpenTelemetrySdk.builder().setTracerProvider(provider).build());
    }

    /** All of them, as soon as there are as many. */
    public List<SpanData> atLeast(int count) {
        await().atMost(30, SECONDS).until(() -> ended.size() >= count);
        return List.copyOf(ended);
    }

    @Override
    public String toString() {
        return ended.toString();
    }

    @Override
    public void close() {
        provider.close();
    }
}
