package serai.testkit.process;

import ch.qos.logback.classic.LoggerContext;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Checks that no class of tests leaves a setting, a locale, a time zone, an input or a logger's level behind in the process.
 * Otherwise only a later class would notice it, and which one depends on their order.
 */
public final class NothingLeftBehind implements BeforeAllCallback, AfterAllCallback {

    private static final Namespace OURS = Namespace.create(NothingLeftBehind.class);

    /** The state that all tests of a process share. */
    private record Found(Map<String, String> settings, Locale locale, TimeZone zone, InputStream in, Map<String, String> levels) {

        static Found now() {
            Map<String, String> settings = new TreeMap<>();
            for (String name : System.getProperties().stringPropertyNames()) {
                if (Stream.of("serai.", "camel.server.", "camel.management.").anyMatch(name::startsWith)) {
                    settings.put(name, System.getProperty(name));
                }
            }
            return new Found(settings, Locale.getDefault(), TimeZone.getDefault(), System.in, levelsThatAreSet());
        }

        /** The levels that are set, of Serai's loggers and of the root logger. */
        private static Map<String, String> levelsThatAreSet() {
            Map<String, String> levels = new TreeMap<>();
            if (LoggerFactory.getILoggerFactory() instanceof LoggerContext log) {
                log.getLoggerList().stream().filter(logger -> logger.getLevel() != null)
                        .filter(logger -> logger.getName().startsWith("serai") || logger.getName().equals(Logger.ROOT_LOGGER_NAME))
                        .forEach(logger -> levels.put(logger.getName(), logger.getLevel().toString()));
            }
            return levels;
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getStore(OURS).put(Found.class, Found.now());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        assertThat(Found.now()).as("what %s leaves behind in the process", context.getDisplayName())
                .isEqualTo(context.getStore(OURS).get(Found.class));
    }
}
