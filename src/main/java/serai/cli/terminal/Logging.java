package serai.cli.terminal;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.Reporter;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Selects the log's configuration: {@code logback.xml} in the working directory, or else {@link LogbackProvider}. */
public final class Logging {

    private static final String SETTING = "logback.configurationFile";

    /** Logs at each start that it does nothing, if Camel's own tracing is on. Held here, or Java would forget its level. */
    private static final java.util.logging.Logger OPEN_TELEMETRY =
            java.util.logging.Logger.getLogger("io.opentelemetry.api.GlobalOpenTelemetry");

    private Logging() {
    }

    public static void begin() {
        OPEN_TELEMETRY.setLevel(java.util.logging.Level.WARNING);
        if (System.getProperty(SETTING) == null) {
            if (Files.exists(Path.of("logback.xml"))) {
                System.setProperty(SETTING, "logback.xml");
            } else {
                System.setProperty(LoggerFactory.PROVIDER_PROPERTY_KEY, LogbackProvider.class.getName());
                System.setProperty(Reporter.SLF4J_INTERNAL_VERBOSITY_KEY, "WARN"); // SLF4J would log that a provider was selected
            }
        }
        LoggerFactory.getILoggerFactory(); // initialised now: messages of other threads would be delayed if it began later
    }

    /** Has a logger print from INFO on, unless a level is set for it, or the user has a configuration of Logback. */
    public static void print(String logger) {
        if (System.getProperty(SETTING) == null && LoggerFactory.getILoggerFactory() instanceof LoggerContext log) {
            Logger asked = log.getLogger(logger);
            if (asked.getLevel() == null && !asked.isInfoEnabled()) {
                asked.setLevel(Level.INFO);
            }
        }
    }

    /** Has the log go on as JSON on standard output, unless it is so already, or the user has a configuration of Logback. */
    public static void printJson() {
        if (System.getProperty(SETTING) == null && LoggerFactory.getILoggerFactory() instanceof LoggerContext log) {
            Logger root = log.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
            List<Appender<ILoggingEvent>> before = new ArrayList<>();
            root.iteratorForAppenders().forEachRemaining(before::add);
            if (before.stream().noneMatch(LogbackProvider::isJson)) {
                root.addAppender(LogbackProvider.standardOutput(log));
                before.forEach(root::detachAppender);
            }
        }
    }

    /** A part of the log that is silent until it is closed. */
    public interface Silence extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Silences what the code of a package logs.
     *
     * @param logger name of the package, such as {@code serai.journal}
     */
    public static Silence silence(String logger) {
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext log)) {
            return () -> {
                // another log, which a host has chosen
            };
        }
        Logger silent = log.getLogger(logger);
        Level before = silent.getLevel();
        silent.setLevel(Level.OFF);
        return () -> silent.setLevel(before);
    }

    /** Logs a failure's stack trace at debug level. */
    public static void debug(Throwable failure) {
        LoggerFactory.getLogger(Logging.class).debug("The command has failed", failure);
    }
}
