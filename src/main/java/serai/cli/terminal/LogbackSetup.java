package serai.cli.terminal;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LogbackServiceProvider;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import org.slf4j.Logger;

/**
 * Logback, set up here: to look for its configuration in every jar, and to read it as XML, takes a tenth of a start. It writes
 * to standard error, so that standard output is the command's own. {@link Logging} names it to SLF4J, and nobody else does:
 * whoever embeds the jar has a log of their own.
 */
public final class LogbackSetup extends LogbackServiceProvider {

    @Override
    public void initialize() {
        LoggerContext log = (LoggerContext) getLoggerFactory();
        log.setMDCAdapter(getMDCAdapter());
        // Normal operation logs nothing: a line at the start, one at the stop, and what somebody must act on.
        level(log, "serai", "SERAI_LOG_LEVEL", Level.INFO);
        // They tell of every message whose connection breaks, as errors too; what follows from that is told by the route.
        for (String logger : new String[]{"com.azure", "com.microsoft.azure.proton", "reactor"}) {
            level(log, logger, "SERAI_LOG_LEVEL_AZURE", Level.OFF);
        }
        // It tells of every connection that comes while the webhook stops.
        log.getLogger("io.netty.bootstrap").setLevel(Level.ERROR);
        // For the port of health and metrics it logs each request that is none, which is the sender's affair and answered.
        log.getLogger("io.vertx.ext.web.RoutingContext").setLevel(Level.OFF);
        // Two first exchanges at once make Camel register a gauge twice, of which one is kept.
        log.getLogger("io.micrometer").setLevel(Level.ERROR);
        // It logs each answer that is an error, which may quote a value; what follows from that is told by the journal.
        log.getLogger("org.mariadb.jdbc").setLevel(Level.OFF);
        // They would tell what placeholders have become, passwords too, to whoever looks for something else at DEBUG.
        log.getLogger("org.apache.camel.component.properties").setLevel(Level.INFO);
        log.getLogger("org.apache.camel.impl.engine.DefaultCamelContextExtension").setLevel(Level.INFO);
        // It tells of each connection of a pool that breaks; what follows from that is told by the journal.
        log.getLogger("com.zaxxer.hikari").setLevel(Level.ERROR);
        // It tells of a broker that is away twice a second; what follows from that is told by the journal.
        log.getLogger("org.apache.kafka").setLevel(Level.ERROR);
        level(log, Logger.ROOT_LOGGER_NAME, "SERAI_LOG_LEVEL_ROOT", Level.WARN);
        log.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(standardError(log));
        log.start();
    }

    private static void level(LoggerContext log, String logger, String variable, Level shipped) {
        log.getLogger(logger).setLevel(Level.toLevel(System.getenv(variable), shipped));
    }

    private static ConsoleAppender<ILoggingEvent> standardError(LoggerContext log) {
        PatternLayoutEncoder line = new PatternLayoutEncoder();
        line.setContext(log);
        line.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX,UTC} %-5level %logger{20} - %msg%n%nopex");
        line.start();
        ConsoleAppender<ILoggingEvent> standardError = new ConsoleAppender<>();
        standardError.setContext(log);
        standardError.setTarget(ConsoleTarget.SystemErr.getName());
        standardError.setEncoder(line);
        standardError.start();
        return standardError;
    }
}
