package serai.cli;

import org.slf4j.LoggerFactory;

import java.nio.file.Files;
import java.nio.file.Path;

/** The log: on standard error, so that standard output is the command's own; set up by {@code logback.xml} where there is one. */
final class Logging {

    private static final String SETTING = "logback.configurationFile";

    private Logging() {
    }

    static void begin() {
        if (System.getProperty(SETTING) == null) {
            // Inside the jar it has another name than Logback's own: whoever embeds the jar has a log of their own.
            System.setProperty(SETTING, Files.exists(Path.of("logback.xml")) ? "logback.xml" : "serai/cli/log.xml");
        }
    }

    /** Where a failure came from, for whoever turns debugging on. */
    static void debug(Throwable failure) {
        LoggerFactory.getLogger(Logging.class).debug("The command has failed", failure);
    }
}
