package serai.cli.run;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.testkit.EmbeddedSerai;
import serai.testkit.Logged;
import serai.testkit.process.SeraiFolder;
import serai.testkit.process.SeraiProcess;
import serai.testkit.trace.OtlpCollector;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static serai.testkit.trace.OtlpCollector.hex;

/** One trace from what comes in, through the journal, to each delivery; and nothing of that where nobody wants it. */
class TracesTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String OTHER = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "00f067aa0ba902b7";
    private static final String RECEIVED = "POST /praesidium/events";
    private static final List<String> DESTINATIONS = List.of("archive", "warehouse", "lrs");

    @TempDir
    private Path folder;
    private Runnable end = () -> {};

    @AfterEach
    void end() {
        end.run();
    }

    /** Has a context traced as {@code ./serai run} has it. */
    private void trace(CamelContext context, OtlpCollector collector, String... variables) {
        Map<String, String> environment =
                new HashMap<>(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url(), "OTEL_BSP_SCHEDULE_DELAY", "50"));
        for (int i = 0; i < variables.length; i += 2) {
            environment.put(variables[i], variables[i + 1]);
        }
        end = ConfiguredTraces.addTo(context, environment).orElseThrow();
    }

    private static String event() throws Exception {
        return EmbeddedSerai.resource("praesidium-course-completed.as-published.json");
    }

    private static int post(EmbeddedSerai serai, String event, String... headers) throws Exception {
        HttpRequest.Builder request = serai.request().POST(BodyPublishers.ofString(event));
        return serai.send(headers.length == 0 ? request : request.headers(headers)).statusCode();
    }

    @Test
    void isOneFromARequestOrAMessageToEachDestination() throws Exception {
        try (OtlpCollector collector = new OtlpCollector();
                EmbeddedSerai serai = new EmbeddedSerai(folder).with(context -> trace(context, collector)).start();
                ServiceBusSenderClient sender = new ServiceBusClientBuilder()
                        .connectionString(serai.namespace().connectionString()).sender().topicName(EmbeddedSerai.TOPIC)
                        .buildClient()) {
            assertThat(post(serai, event(), "traceparent", "00-%s-%s-01".formatted(TRACE, PARENT), "tracestate", "rojo=1"))
                    .isEqualTo(202);
            serai.untilDelivered(1);
            ServiceBusMessage message = new ServiceBusMessage(EmbeddedSerai.mctSequence().get(0));
            message.getApplicationProperties().put("Diagnostic-Id", "00-%s-%s-01".formatted(OTHER, PARENT));
            sender.sendMessage(message);

            Span request = isOne(collector, TRACE, RECEIVED);
            assertThat(request.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
            assertThat(request.getTraceState()).isEqualTo("rojo=1");
            assertThat(request.getAttributesList().toString()).contains("http.response.status_code", "202");
            assertThat(collector.span(TRACE, "deliver lrs").getTraceState()).isEqualTo("rojo=1");
            assertThat(isOne(collector, OTHER, "receive source-mct").getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CONSUMER);
            assertThat(collector.service()).contains("service.name", "serai");
            assertThat(collector.spans().toString()).doesNotContain("email@").doesNotContain("Testerman").doesNotContain("1234569")
                    .doesNotContain("Mandated");
            eachHostileOneIsAsNone(serai, collector);
        }
    }

    private static Span isOne(OtlpCollector collector, String trace, String name) {
        Span received = collector.span(trace, name);
        assertThat(hex(received.getParentSpanId())).isEqualTo(PARENT);
        for (String destination : DESTINATIONS) {
            Span delivered = collector.span(trace, "deliver " + destination);
            assertThat(delivered.getParentSpanId()).as(destination).isEqualTo(received.getSpanId());
            assertThat(delivered.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_UNSET);
        }
        return received;
    }

    /** What is no traceparent costs nothing but itself: the event begins a trace of its own. */
    private static void eachHostileOneIsAsNone(EmbeddedSerai serai, OtlpCollector collector) throws Exception {
        List<String> hostile = List.of("0".repeat(7_000), "00-%s-%s-01".formatted("0".repeat(32), PARENT),
                "00-%s-%s-01".formatted(TRACE, "0".repeat(16)), "00-%s-%s-01".formatted("g".repeat(32), PARENT), "00-1-2-3");
        for (String one : hostile) {
            assertThat(post(serai, event(), "traceparent", one, "tracestate", ",=,".repeat(200))).isEqualTo(202); // a duplicate
        }
        await().atMost(30, SECONDS).until(() -> received(collector).size() == 1 + hostile.size());
        assertThat(received(collector)).filteredOn(span -> span.getParentSpanId().isEmpty()).hasSize(hostile.size())
                .allSatisfy(span -> assertThat(span.getTraceState()).isEmpty());
    }

    private static List<Span> received(OtlpCollector collector) {
        return collector.spans().stream().filter(span -> span.getName().equals(RECEIVED)).toList();
    }

    /** A collector that takes a request and says nothing, and a queue that is full at once. */
    @Test
    void aCollectorThatHangsStopsNeitherAnEventNorADelivery() throws Exception {
        try (OtlpCollector collector = new OtlpCollector().answers(0);
                EmbeddedSerai serai = new EmbeddedSerai(folder).with(context -> trace(context, collector,
                        "OTEL_BSP_MAX_QUEUE_SIZE", "4", "OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "2")).start()) {
            List<String> events = EmbeddedSerai.mctSequence();
            assertThat(post(serai, event())).isEqualTo(202);
            serai.publish(events.toArray(String[]::new));

            await().atMost(30, SECONDS).untilAsserted(() -> assertThat(serai.journal().balances()).hasSize(DESTINATIONS.size())
                    .allSatisfy((name, balance) -> assertThat(balance.delivered()).as(name).isEqualTo(1L + events.size())));
            assertThat(collector.requests()).as("the first hangs still").isEqualTo(1);
        }
    }

    @Test
    void theLogSaysOnceThatTheyCannotBeSentAndThatTheyAreAgain() throws Exception {
        try (Logged log = new Logged();
                OtlpCollector collector = new OtlpCollector().answers(403);
                EmbeddedSerai serai = new EmbeddedSerai(folder).with(context -> trace(context, collector)).start()) {
            for (int i = 1; i <= 3; i++) {
                post(serai, event());
                int sent = i;
                await().atMost(30, SECONDS).until(() -> collector.requests() >= sent);
            }
            collector.answers(200);
            post(serai, event());
            await().atMost(30, SECONDS).until(() -> !collector.spans().isEmpty());
            end();

            assertThat(log.lines().filter(line -> line.contains("Traces "))).hasSize(2).satisfiesExactly(
                    first -> assertThat(first).startsWith("WARN").contains("Traces can't be sent").contains("HTTP status 403"),
                    second -> assertThat(second).contains("Traces are sent again."));
        }
    }

    @Test
    void variablesThatCannotBeUsedAreRefusedInOneLineWithoutTheirSecrets() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext(); OtlpCollector collector = new OtlpCollector()) {
            assertThatThrownBy(() -> trace(context, collector, "OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("OTEL_")
                    .hasMessageContaining("http/protobuf").hasMessageNotContaining("\n");
            assertThatThrownBy(() -> trace(context, collector, "OTEL_EXPORTER_OTLP_HEADERS", "tok3n"))
                    .hasMessageContaining("headers").hasMessageNotContaining("tok3n");
            assertThat(ConfiguredTraces.addTo(context, Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url(), "OTEL_SDK_DISABLED",
                    "true"))).isEmpty();
        }
    }

    @Test
    void nothingOfOpenTelemetrysIsLoadedWhereNobodyWantsAny() throws Exception {
        SeraiFolder serai = new SeraiFolder(folder).with("camel.opentelemetry2.enabled", "false")
                .withVariable("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=loaded.txt");
        try (SeraiProcess running = serai.start("run").untilRunning()) {
            HttpRequest request = HttpRequest.newBuilder(serai.webhook()).header("Content-Type", "application/json")
                    .header("Authorization", EmbeddedSerai.basic("praesidium", EmbeddedSerai.PASSWORD))
                    .header("traceparent", "00-%s-%s-01".formatted(TRACE, PARENT)).POST(BodyPublishers.ofString(event())).build();
            assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(202);
            await().atMost(60, SECONDS).until(() -> Files.exists(serai.data().resolve("archive")));
            running.terminate().exitCode();

            String loaded = Files.readString(folder.resolve("loaded.txt"));
            assertThat(loaded).contains("serai.journal.camel.trace.AttemptSpans")
                    .doesNotContain("serai.journal.camel.trace.OpenTelemetryTraces").doesNotContain("serai.cli.run.OtlpTraces");
            assertThat(loaded.lines().filter(line -> line.contains(" io.opentelemetry."))).isEmpty();
        }
    }
}
