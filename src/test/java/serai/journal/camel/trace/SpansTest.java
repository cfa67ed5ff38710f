package serai.journal.camel.trace;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.apache.camel.Processor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import serai.destinations.http.HttpClient;
import serai.journal.DeadLetterId;
import serai.journal.operations.JournalOperations;
import serai.journal.operations.ReplayRate;
import serai.journal.operations.ReplayRequest;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sqlite.SqliteStore;
import serai.journal.store.Journal;
import serai.model.LearningRecord;
import serai.model.trace.LogContext;
import serai.model.trace.TraceContext;
import serai.testkit.OneDestination;
import serai.testkit.PrivateFolder;
import serai.testkit.Records;
import serai.testkit.http.HttpSink;
import serai.testkit.journal.MarkedPerson;
import serai.testkit.trace.RecordedSpans;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;

/** Spans of a destination's attempts, and what they follow. */
class SpansTest {

    private static final String NOTHING = "0000000000000000";
    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("serai.outcome");

    @TempDir
    private Path folder;

    private final RecordedSpans recorded = new RecordedSpans();

    @AfterEach
    void close() {
        recorded.close();
    }

    private static TraceContext span(int number) {
        return new TraceContext(1, number, number, (byte) 1, "vendor=" + number);
    }

    /** Keeps records before anything is started, so that they are one page. */
    private void hold(OneDestination serai, Map<LearningRecord, Integer> numbered) throws Exception {
        PrivateFolder.make(serai.data());
        try (Journal journal = SqliteStore.open(serai.data().resolve("journal.db"), JournalBounds.DEFAULT, Clock.systemUTC())) {
            numbered.forEach((record, number) -> journal.append(record, Set.of("hr"), span(number)).toCompletableFuture().join());
        }
    }

    private void follows(SpanData attempt, int number) {
        assertThat(attempt.getTraceId()).isEqualTo(span(number).traceId());
        assertThat(attempt.getParentSpanId()).isEqualTo(span(number).spanId());
        assertThat(attempt.getSpanContext().getTraceState().asMap()).isEqualTo(Map.of("vendor", "" + number));
    }

    @Test
    void aBatchIsASpanWithLinksToThoseOfItsRecords() throws Exception {
        try (OneDestination serai = new OneDestination("hr", folder)) {
            serai.holding("zoe");
            hold(serai, Map.of(Records.completion("anna"), 1));
            hold(serai, Map.of(Records.completion("ben"), 2));
            serai.withSteps("- log: delivered\n").start("traces", recorded.traces());
            serai.untilDelivered(3);

            SpanData batch = recorded.atLeast(1).get(0);
            assertThat(batch.getName()).isEqualTo("deliver hr");
            assertThat(batch.getParentSpanId()).isEqualTo(NOTHING);
            assertThat(batch.getLinks()).extracting(link -> link.getSpanContext().getSpanId())
                    .containsExactly(span(1).spanId(), span(2).spanId());
            assertThat(batch.getAttributes().get(AttributeKey.longKey("messaging.batch.message_count"))).isEqualTo(3);
        }
    }

    /** A step tells in its failure whom it could not send. */
    @Test
    void eachAttemptIsASpanWithItsOutcomeAndNothingOfAPerson() throws Exception {
        AtomicInteger attempt = new AtomicInteger();
        Processor tells = exchange -> {
            if (attempt.incrementAndGet() == 1) {
                throw new IllegalStateException("nobody takes " + String.join(" ", MarkedPerson.MARKERS.values()));
            }
        };
        try (OneDestination serai = new OneDestination("hr", folder)) {
            hold(serai, Map.of(MarkedPerson.completion("CRS1"), 7));
            serai.withSteps("- process:\n    ref: tells\n").start("traces", recorded.traces(), "tells", tells);
            serai.untilDelivered(1);

            List<SpanData> spans = recorded.atLeast(2);
            assertThat(spans).hasSize(2).allSatisfy(one -> follows(one, 7));
            assertThat(spans).extracting(one -> one.getAttributes().get(OUTCOME)).containsExactly("unavailable", "delivered");
            assertThat(spans).extracting(one -> one.getAttributes().get(AttributeKey.stringKey("error.type")))
                    .containsExactly("unavailable", null);
            assertThat(spans).extracting(one -> one.getStatus().getStatusCode())
                    .containsExactly(StatusCode.ERROR, StatusCode.UNSET);
            assertThat(MarkedPerson.in(recorded.toString())).isEmpty();
        }
    }

    /** Also over a dead letter's retry, and a replay. */
    @Test
    void whatIsSentAgainFollowsWhatItCameWith() throws Exception {
        AtomicInteger refused = new AtomicInteger(1);
        Processor refuses = exchange -> {
            if (refused.getAndDecrement() > 0) {
                exchange.setProperty("failure", "refused");
                throw new IllegalStateException("no");
            }
        };
        try (OneDestination serai = new OneDestination("hr", folder)) {
            hold(serai, Map.of(Records.completion("anna"), 7));
            serai.withRoute("errors-delivery.camel.yaml", """
                    - routeConfiguration:
                        id: delivery
                        description: A failure is what the step has said
                    """).withSteps("- process:\n    ref: refuses\n").start("traces", recorded.traces(), "refuses", refuses);
            serai.untilBalance(1, 0, 0, 1);
            try (JournalOperations operations = serai.operations()) {
                operations.deadLetters().retry(Set.of(DeadLetterId.parse("hr-1").orElseThrow()), ReplayRate.atOnce(Instant.now()));
                serai.untilDelivered(1);
                recorded.atLeast(2);
                operations.replay().carryOut(new ReplayRequest("hr", Instant.EPOCH, null, null, true),
                        ReplayRate.atOnce(Instant.now()));
            }

            List<SpanData> spans = recorded.atLeast(3);
            assertThat(spans).hasSize(3).allSatisfy(one -> follows(one, 7));
            assertThat(spans).extracting(one -> one.getAttributes().get(OUTCOME))
                    .containsExactly("refused", "delivered", "delivered");
        }
    }

    @Test
    void theRequestOfAnAttemptTellsItsSpan() throws Exception {
        try (HttpSink sink = new HttpSink(); OneDestination serai = new OneDestination("hr", folder)) {
            hold(serai, Map.of(Records.completion("anna"), 7));
            serai.withSteps("""
                    - removeHeaders:
                        pattern: "*"
                    - setBody:
                        constant: "{}"
                    - to:
                        uri: http
                        parameters:
                          httpUri: "%s"
                          httpMethod: POST
                          httpClientConfigurer: "#client"
                    """.formatted(sink.url())).start("traces", recorded.traces(), "client", new HttpClient());
            serai.untilDelivered(1);

            SpanData sent = recorded.atLeast(1).get(0);
            assertThat(sink.requests()).singleElement().satisfies(request -> {
                assertThat(request.header("traceparent")).isEqualTo("00-%s-%s-01".formatted(sent.getTraceId(), sent.getSpanId()));
                assertThat(request.header("tracestate")).isEqualTo("vendor=7");
            });
        }
    }

    /** The log's lines, and the trace that each has beside its message. */
    @Test
    void theLogTellsTheTraceBesideTheRecord() throws Exception {
        List<Map<String, String>> told = new CopyOnWriteArrayList<>();
        Logger log = (Logger) LoggerFactory.getLogger("of.the.test");
        AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                told.add(Map.copyOf(event.getMDCPropertyMap()));
            }
        };
        appender.setContext(log.getLoggerContext());
        appender.start();
        log.addAppender(appender);
        String step = "- log:\n    loggingLevel: WARN\n    logName: of.the.test\n    message: here\n";
        LearningRecord anna = Records.completion("anna");
        try (OneDestination serai = new OneDestination("hr", folder)) {
            serai.withSteps(step).withRoute("in.camel.yaml", """
                    - route:
                        id: in
                        description: Takes in what a test sends
                        from:
                          uri: direct:in
                          steps:
                    """ + step.indent(8) + "        - to:\n            uri: journal:hr\n").start("traces", recorded.traces());
            serai.context().createProducerTemplate().sendBodyAndHeader("direct:in", anna, "traceparent", span(7).toString());
            serai.untilDelivered(1);
        } finally {
            log.detachAppender(appender);
        }

        List<SpanData> spans = recorded.atLeast(2);
        SpanData received = named("receive in", spans); // the delivery may end before it
        assertThat(received.getParentSpanId()).isEqualTo(span(7).spanId());
        SpanData delivered = named("deliver hr", spans);
        assertThat(delivered.getParentSpanId()).isEqualTo(received.getSpanId());
        assertThat(told).containsExactly(
                Map.of(LogContext.RECORD, anna.id().toString(), LogContext.TRACE, span(7).traceId()),
                Map.of(LogContext.RECORD, anna.id().toString(), LogContext.TRACE, span(7).traceId(),
                        LogContext.SPAN, delivered.getSpanId(), LogContext.DESTINATION, "hr"));
    }

    private static SpanData named(String name, List<SpanData> spans) {
        return spans.stream().filter(span -> span.getName().equals(name)).findFirst().orElseThrow();
    }

    /** As a host has it that is not configured yet. */
    @Test
    void aTracerThatMakesNoSpansDisturbsNothing() throws Exception {
        try (OneDestination serai = new OneDestination("hr", folder)) {
            serai.holding("anna").withSteps("- log: delivered\n")
                    .start("traces", new OpenTelemetryTraces(OpenTelemetry.noop()));
            serai.untilDelivered(1);

            assertThat(serai.state().failures()).isZero();
        }
    }
}
