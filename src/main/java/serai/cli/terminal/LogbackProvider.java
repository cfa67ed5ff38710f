package serai.cli.terminal;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LogbackServiceProvider;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import org.slf4j.Logger;

/**
 * Configures Logback in Java, because looking for a configuration in every jar, and reading it as XML, takes a tenth of a
 * start. The log goes to standard error, so that standard output holds only the command's output; a log of JSON goes to standard
 * output. Only {@link Logging} selects this class for SLF4J; a host that embeds the jar keeps its own log.
 */
public final class LogbackProvider extends LogbackServiceProvider {

    private static final String FORMAT = "SERAI_LOG_FORMAT";
    private static final String JSON = "json";

    @Override
    public void initialize() {
        LoggerContext log = (LoggerContext) getLoggerFactory();
        log.setMDCAdapter(getMDCAdapter());
        // Normal operation logs one line at the start and one at the stop; any other line needs an action.
        level(log, "serai", "SERAI_LOG_LEVEL", Level.INFO);
        // The Azure SDK logs every message whose connection breaks, some as errors; the route logs the consequences.
        for (String logger : new String[]{"com.azure", "com.microsoft.azure.proton", "reactor"}) {
            level(log, logger, "SERAI_LOG_LEVEL_AZURE", Level.OFF);
        }
        // Netty logs every connection that arrives while the webhook stops.
        log.getLogger("io.netty.bootstrap").setLevel(Level.ERROR);
        // On the management port, Vert.x logs each malformed request; the sender gets an answer, and no operator has to act.
        log.getLogger("io.vertx.ext.web.RoutingContext").setLevel(Level.OFF);
        // If two first exchanges come at once, Camel registers a gauge twice; Micrometer keeps one and warns.
        log.getLogger("io.micrometer").setLevel(Level.ERROR);
        // MariaDB's driver logs each error of the server, which may quote a value; the journal logs the consequences.
        log.getLogger("org.mariadb.jdbc").setLevel(Level.OFF);
        // At DEBUG, these log the values of placeholders, including passwords.
        log.getLogger("org.apache.camel.component.properties").setLevel(Level.INFO);
        log.getLogger("org.apache.camel.impl.engine.DefaultCamelContextExtension").setLevel(Level.INFO);
        // The pool logs each of its connections that breaks; the journal logs the consequences.
        log.getLogger("com.zaxxer.hikari").setLevel(Level.ERROR);
        // Kafka's client logs twice a second that a broker is away; the journal logs the consequences.
        log.getLogger("org.apache.kafka").setLevel(Level.ERROR);
        level(log, Logger.ROOT_LOGGER_NAME, "SERAI_LOG_LEVEL_ROOT", Level.WARN);
        log.getLogger(Logger.ROOT_LOGGER_NAME)
                .addAppender(JSON.equals(System.getenv(FORMAT)) ? standardOutput(log) : standardError(log));
        log.start();
    }

    private static void level(LoggerContext log, String logger, String variable, Level shipped) {
        log.getLogger(logger).setLevel(Level.toLevel(System.getenv(variable), shipped));
    }

    /** Writes an object of JSON a line to standard output, for programs that collect the logs of containers. */
    static ConsoleAppender<ILoggingEvent> standardOutput(LoggerContext log) {
        JsonLine line = new JsonLine();
        line.setContext(log);
        line.start();
        ConsoleAppender<ILoggingEvent> standardOutput = new ConsoleAppender<>();
        standardOutput.setContext(log);
        standardOutput.setEncoder(line);
        standardOutput.start();
        return standardOutput;
    }

    static boolean isJson(Appender<ILoggingEvent> appender) {
        return appender instanceof ConsoleAppender<ILoggingEvent> console && console.getEncoder() instanceof JsonLine;
    }

    private static ConsoleAppender<ILoggingEvent> standardError(LoggerContext log) {
        PatternLayout layout = new PatternLayout();
        layout.setContext(log);
        layout.getInstanceConverterMap().put("visible", VisibleMessage::new);
        layout.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX,UTC} %-5level %logger{20} - %visible%n%nopex");
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> line = new LayoutWrappingEncoder<>();
        line.setContext(log);
        line.setLayout(layout);
        line.start();
        ConsoleAppender<ILoggingEvent> standardError = new ConsoleAppender<>();
        standardError.setContext(log);
        standardError.setTarget(ConsoleTarget.SystemErr.getName());
        standardError.setEncoder(line);
        standardError.start();
        return standardError;
    }
}
