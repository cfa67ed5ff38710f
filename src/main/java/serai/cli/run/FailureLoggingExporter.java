package serai.cli.run;

import io.opentelemetry.exporter.internal.FailedExportException.HttpExportException;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.model.FailureText;

import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;

/** Says in the log when spans can't be sent, once, and when they can be sent again. */
final class FailureLoggingExporter implements SpanExporter {

    private static final Logger LOG = LoggerFactory.getLogger(FailureLoggingExporter.class);

    private final SpanExporter exporter;
    private final AtomicBoolean failing = new AtomicBoolean();

    FailureLoggingExporter(SpanExporter exporter) {
        this.exporter = exporter;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        CompletableResultCode sent = exporter.export(spans);
        return sent.whenComplete(() -> tell(sent));
    }

    private void tell(CompletableResultCode sent) {
        if (sent.isSuccess()) {
            if (failing.compareAndSet(true, false)) {
                LOG.info("Traces are sent again.");
            }
        } else if (failing.compareAndSet(false, true)) {
            LOG.warn(
                    "Traces can't be sent to where OTEL_EXPORTER_OTLP_ENDPOINT says ({}): they are dropped until they can be. Events "
                            + "are taken in and delivered as before.",
                    why(sent.getFailureThrowable()));
        }
    }

    private static String why(@Nullable Throwable failure) {
        if (failure instanceof HttpExportException http && http.getResponse() != null) {
            return "HTTP status " + http.getResponse().statusCode();
        }
        return failure == null ? "it did not take them" : FailureText.innermostLine(failure);
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
