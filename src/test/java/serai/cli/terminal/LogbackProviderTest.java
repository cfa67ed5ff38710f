package serai.cli.terminal;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.ConsoleAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;

import static org.assertj.core.api.Assertions.assertThat;

class LogbackProviderTest {

    private final LogbackProvider shipped = new LogbackProvider();
    private LoggerContext log;

    @BeforeEach
    void begin() {
        shipped.initialize();
        log = (LoggerContext) shipped.getLoggerFactory();
    }

    @AfterEach
    void end() {
        log.stop();
    }

    @ParameterizedTest
    @CsvSource({"serai.cli.run.StandaloneRuntime, INFO", "org.apache.camel.main.Main, WARN", "com.azure.core.amqp, OFF",
            "org.mariadb.jdbc.message, OFF", "reactor.core.publisher.Operators, OFF", "com.zaxxer.hikari.pool.PoolBase, ERROR"})
    void keepsQuietWhereNobodyMustAct(String logger, String level) {
        assertThat(log.getLogger(logger).getEffectiveLevel()).isEqualTo(Level.valueOf(level));
    }

    @Test
    void writesToStandardErrorAlone() {
        assertThat(log.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders()).toIterable().singleElement()
                .isInstanceOfSatisfying(ConsoleAppender.class, appender -> {
                    assertThat(appender.getTarget()).isEqualTo("System.err");
                    assertThat(appender.isStarted()).isTrue();
                });
    }
}
