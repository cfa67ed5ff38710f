package serai.journal.camel;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import serai.model.LearningRecord;
import serai.model.trace.LogContext;
import serai.testkit.OneDestination;
import serai.testkit.Records;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import static org.assertj.core.api.Assertions.assertThat;

/** What a log of objects tells beside the messages of a route's own steps. */
class LogContextTest {

    private final List<Map<String, String>> told = new CopyOnWriteArrayList<>();
    private final Logger log = (Logger) LoggerFactory.getLogger("of.the.test");
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            told.add(Map.copyOf(event.getMDCPropertyMap()));
        }
    };

    @BeforeEach
    void listen() {
        appender.setContext(log.getLoggerContext());
        appender.start();
        log.addAppender(appender);
        log.setLevel(Level.INFO);
    }

    @AfterEach
    void leave() {
        log.detachAppender(appender);
        log.setLevel(null);
    }

    @Test
    void isTheRecordAndTheDestination(@TempDir Path folder) throws Exception {
        LearningRecord anna = Records.completion("anna");
        try (OneDestination serai = new OneDestination("hr", folder)) {
            serai.withSteps("""
                    - log:
                        loggingLevel: INFO
                        logName: of.the.test
                        message: delivered
                    """).withRoute("in.camel.yaml", """
                    - route:
                        id: in
                        description: Takes in what a test sends
                        from:
                          uri: direct:in
                          steps:
                            - log:
                                loggingLevel: INFO
                                logName: of.the.test
                                message: taken in
                            - to:
                                uri: journal:hr
                    """).start();
            serai.context().createProducerTemplate().sendBody("direct:in", anna);
            serai.untilDelivered(1);
        }

        assertThat(told).containsExactly(Map.of(LogContext.RECORD, anna.id().toString()),
                Map.of(LogContext.RECORD, anna.id().toString(), LogContext.DESTINATION, "hr"));
    }
}
