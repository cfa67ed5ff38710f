package serai.journal.camel;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sqlite.SqliteStore;
import serai.journal.store.Journal;
import serai.model.trace.TraceContext;
import serai.testkit.EmbeddedSerai;
import serai.testkit.OneDestination;
import serai.testkit.PrivateFolder;
import serai.testkit.Records;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** One trace from what comes in, through the journal, to each delivery. */
class SpansTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";

    private final List<SpanData> spans = new CopyOnWriteArrayList<>();
    private final SdkTracerProvider provider =
            SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(new SpanExporter() {
                @Override
                public CompletableResultCode export(Collection<SpanData> ended) {
                    spans.addAll(ended);
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
    private final Tracer tracer = provider.get("test");

    @AfterEach
    void close() {
        provider.close();
    }

    private SpanData span(String name) {
        await().atMost(30, SECONDS).until(() -> spans.stream().anyMatch(span -> span.getName().equals(name)));
        return spans.stream().filter(span -> span.getName().equals(name)).findFirst().orElseThrow();
    }

    private void isOneTrace(String source) {
        SpanData received = span("receive " + source);
        assertThat(received.getTraceId()).isEqualTo(TRACE);
        assertThat(received.getParentSpanId()).isEqualTo(PARENT);
        for (String destination : List.of("archive", "warehouse", "lrs")) {
            SpanData delivered = span("deliver " + destination);
            assertThat(delivered.getTraceId()).as(destination).isEqualTo(TRACE);
            assertThat(delivered.getParentSpanId()).as(destination).isEqualTo(received.getSpanId());
        }
        assertThat(spans).noneMatch(span -> span.getAttributes().toString().contains("@"));
    }

    @Test
    void ofARequestWithTraceparent(@TempDir Path folder) throws Exception {
        try (EmbeddedSerai serai = new EmbeddedSerai(folder).with(tracer).start()) {
            String event = EmbeddedSerai.resource("praesidium-course-completed.as-published.json");
            assertThat(serai.send(serai.request().header("traceparent", "00-%s-%s-01".formatted(TRACE, PARENT))
                    .POST(BodyPublishers.ofString(event))).statusCode()).isEqualTo(202);
            isOneTrace("source-praesidium");
        }
    }

    @Test
    void ofAMessageWithDiagnosticId(@TempDir Path folder) throws Exception {
        try (EmbeddedSerai serai = new EmbeddedSerai(folder).with(tracer).start();
                ServiceBusSenderClient sender = new ServiceBusClientBuilder()
                        .connectionString(serai.namespace().connectionString()).sender().topicName(EmbeddedSerai.TOPIC)
                        .buildClient()) {
            ServiceBusMessage message = new ServiceBusMessage(EmbeddedSerai.mctSequence().get(0));
            message.getApplicationProperties().put("Diagnostic-Id", "00-%s-%s-01".formatted(TRACE, PARENT));
            sender.sendMessage(message);
            isOneTrace("source-mct");
        }
    }

    @Test
    void aBatchIsASpanWithLinks(@TempDir Path folder) throws Exception {
        try (OneDestination serai = new OneDestination("hr", folder)) {
            PrivateFolder.make(serai.data());
            try (Journal journal = SqliteStore.open(serai.data().resolve("journal.db"), JournalBounds.DEFAULT,
                    Clock.systemUTC())) {
                for (int i = 1; i <= 3; i++) {
                    journal.append(Records.completion("learner-" + i), Set.of("hr"),
                            i == 2 ? null : new TraceContext(1, i, i, (byte) 1))
                            .toCompletableFuture().join();
                }
            }
            serai.withSteps("- log: delivered\n").start("tracer", tracer);
            serai.untilDelivered(3);

            SpanData batch = span("deliver hr");
            assertThat(batch.getParentSpanId()).isEqualTo("0000000000000000");
            assertThat(batch.getLinks()).extracting(link -> link.getSpanContext().getSpanId())
                    .containsExactly("0000000000000001", "0000000000000003");
        }
    }
}
