package serai.cli.terminal;

import org.slf4j.LoggerFactory;
import org.slf4j.helpers.Reporter;

import java.nio.file.Files;
import java.nio.file.Path;

/** Whose log it is: {@link LogbackSetup}'s, or what {@code logback.xml} in the working directory says. */
public final class Logging {

    private static final String SETTING = "logback.configurationFile";

    private Logging() {
    }

    public static void begin() {
        if (System.getProperty(SETTING) == null) {
            if (Files.exists(Path.of("logback.xml"))) {
                System.setProperty(SETTING, "logback.xml");
            } else {
                System.setProperty(LoggerFactory.PROVIDER_PROPERTY_KEY, LogbackSetup.class.getName());
                System.setProperty(Reporter.SLF4J_INTERNAL_VERBOSITY_KEY, "WARN"); // it would say that it was told so
            }
        }
        LoggerFactory.getILoggerFactory(); // before there is a second thread, whose words would have to wait
    }

    /** Where a failure came from, for whoever turns debugging on. */
    public static void debug(Throwable failure) {
        LoggerFactory.getLogger(Logging.class).debug("The command has failed", failure);
    }
}
