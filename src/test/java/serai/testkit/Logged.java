package serai.testkit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;
import serai.cli.terminal.LogbackProvider;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** What is logged with the levels that {@link LogbackProvider} sets. */
public final class Logged implements AutoCloseable {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final LoggerContext log = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Logger root = log.getLogger(Logger.ROOT_LOGGER_NAME);
    private final Map<Logger, Level> levels = new HashMap<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getLevel() + " " + event.getLoggerName() + " - " + event.getFormattedMessage());
        }
    };

    public Logged() {
        appender.setContext(root.getLoggerContext());
        appender.start();
        root.addAppender(appender);
        LogbackProvider shipped = new LogbackProvider();
        shipped.initialize();
        ((LoggerContext) shipped.getLoggerFactory()).getLoggerList().stream().filter(logger -> logger.getLevel() != null)
                .forEach(logger -> set(log.getLogger(logger.getName()), logger.getLevel()));
        ((LoggerContext) shipped.getLoggerFactory()).stop();
    }

    private void set(Logger logger, Level level) {
        levels.put(logger, logger.getLevel());
        logger.setLevel(level);
    }

    /** The lines, without those that depend on the machine ({@link MachineDoubt}). */
    public Stream<String> lines() {
        return allLines().filter(MachineDoubt::isNotIn);
    }

    public Stream<String> allLines() {
        return lines.stream();
    }

    @Override
    public void close() {
        root.detachAppender(appender);
        levels.forEach(Logger::setLevel);
    }
}
