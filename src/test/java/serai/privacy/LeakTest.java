package serai.privacy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import com.fasterxml.jackson.core.JsonParseException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.camel.Processor;
import org.apache.camel.health.HealthCheckHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import serai.journal.DeadLetterId;
import serai.journal.operations.JournalOperations;
import serai.model.LearningRecord;
import serai.settings.known.RuntimeSetting;
import serai.settings.known.WarehouseSetting;
import serai.testkit.CommandRun;
import serai.testkit.Document;
import serai.testkit.OneDestination;
import serai.testkit.Records;
import serai.testkit.journal.MarkedPerson;
import serai.testkit.trace.RecordedSpans;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** Where a marked learner is to be seen, beside the destinations: {@code docs/privacy.md} says so, and nowhere else. */
class LeakTest {

    @TempDir
    private Path folder;

    /** A step of a user's own that tells in its failure whom it could not send. */
    private final Processor tells = exchange -> {
        List<?> records = exchange.getMessage().getBody(List.class);
        for (Object one : records) {
            if (((LearningRecord) one).learner().id().equals(MarkedPerson.MARKERS.get("id"))) {
                throw new JsonParseException(null, "nobody takes %s %s".formatted(String.join(" ", MarkedPerson.MARKERS.values()),
                        one), new IllegalStateException(String.join(",", MarkedPerson.MARKERS.values())));
            }
        }
    };

    /** All lines, with stack traces, at DEBUG. */
    private static final class DebugLog implements AutoCloseable {

        private final Queue<String> lines = new ConcurrentLinkedQueue<>();
        private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        private final Level before = root.getLevel();
        private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                IThrowableProxy thrown = event.getThrowableProxy();
                lines.add(event.getThreadName() + " " + event.getLoggerName() + " " + event.getFormattedMessage()
                        + (thrown == null ? "" : ThrowableProxyUtil.asString(thrown)));
            }
        };

        DebugLog() {
            appender.setContext(root.getLoggerContext());
            appender.start();
            root.setLevel(Level.DEBUG);
            root.addAppender(appender);
        }

        String text() {
            return String.join("\n", lines);
        }

        @Override
        public void close() {
            root.detachAppender(appender);
            root.setLevel(before);
        }
    }

    @Test
    void aLearnerIsShownWhereTheDocumentSaysAndNowhereElse() throws Exception {
        System.setProperty(RuntimeSetting.DATA.key(), folder.resolve("data").toString());
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Map<String, String> places = new LinkedHashMap<>();
        try (DebugLog log = new DebugLog();
                RecordedSpans spans = new RecordedSpans();
                OneDestination serai = new OneDestination("hr", folder)) {
            serai.withSteps("""
                    - process:
                        ref: tells
                    - to:
                        uri: mock:out
                    """).with("serai.log.routes", "hr")
                    .holding(Records.completion("anna"), MarkedPerson.completion("CRS1"), MarkedPerson.completion("CRS2"),
                            Records.completion("ben"))
                    .start("tells", tells, "meters", meters, "traces", spans.traces());
            serai.untilBalance(4, 2, 0, 2);
            try (JournalOperations operations = serai.operations()) {
                operations.deadLetters().drop(Set.of(DeadLetterId.parse("hr-2").orElseThrow()), "request 7");
            }
            places.put("the log at DEBUG, with steps logged (`serai.log.routes`) and a route that fails", log.text());
            places.put("metrics", meters.getMetersAsString());
            places.put("spans of [traces](operating.md#follow-one-event-through)", spans.toString());
            places.put("health", HealthCheckHelper.invoke(serai.context()).stream()
                    .map(result -> result.getState() + " " + result.getMessage() + " " + result.getDetails() + " "
                            + result.getError())
                    .collect(Collectors.joining()));
            places.put("names of threads", Thread.getAllStackTraces().keySet().toString());
            for (String command : List.of("status", "status --json", "dead-letters list", "dead-letters list --json", "find",
                    "audit --json", "journal verify", "find --json", "dead-letters show hr-2", "journal show 2")) {
                places.put("`./serai " + command + "`", CommandRun.of(0, command.split(" ")).out());
            }
            System.setProperty(WarehouseSetting.URL.key(), "jdbc:sqlite::memory:");
            String person = "praesidium:" + MarkedPerson.MARKERS.get("id");
            for (String command : List.of("forget PERSON --why 7 --dry-run", "forget PERSON --why 7 --and-later",
                    "forget PERSON --why 7 --json", "forgotten list --json", "audit --json")) {
                CommandRun run = CommandRun.of(0, command.replace("PERSON", person).split(" "));
                places.merge("`./serai " + command + "`", run.out() + run.error(), String::concat);
            }
            places.put("`forgotten.jsonl`", Files.readString(folder.resolve("data/forgotten.jsonl")));
            assertThat(places.get("`./serai forget PERSON --why 7 --and-later`")).contains("Erased in the journal: 2 records");
        } finally {
            System.clearProperty(RuntimeSetting.DATA.key());
            System.clearProperty(WarehouseSetting.URL.key());
        }

        assertThat(places.get("spans of [traces](operating.md#follow-one-event-through)")).as("the spans that were looked through")
                .contains("deliver hr").contains("refused");
        assertThat(places.values().iterator().next()).as("the log has what was looked through")
                .contains("Dead lettered for hr");
        Document.of("docs/privacy.md").assertPart("places", """

                | place | what of a learner |
                | --- | --- |
                """ + places.entrySet().stream().map(place -> "| %s | %s |%n".formatted(place.getKey(),
                PrivacyDocumentTest.cell(MarkedPerson.in(place.getValue())))).collect(Collectors.joining()));
    }
}
