package serai.cli.terminal;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.Reporter;

import java.nio.file.Files;
import java.nio.file.Path;

/** Selects the log's configuration: {@code logback.xml} in the working directory, or else {@link LogbackProvider}. */
public final class Logging {

    private static final String SETTING = "logback.configurationFile";

    private Logging() {
    }

    public static void begin() {
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

    /** Has a logger print from INFO on, unless somebody has set a level for it, or has a configuration of their own. */
    public static void print(String logger) {
        if (System.getProperty(SETTING) == null && LoggerFactory.getILoggerFactory() instanceof LoggerContext log) {
            Logger asked = log.getLogger(logger);
            if (asked.getLevel() == null && !asked.isInfoEnabled()) {
                asked.setLevel(Level.INFO);
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
