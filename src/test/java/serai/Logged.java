package serai;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** What is logged from INFO on, as shipped: the Azure SDK's from ERROR on, others' from WARN on. */
public final class Logged implements AutoCloseable {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger ours = (Logger) LoggerFactory.getLogger("serai");
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            if (event.getLevel().isGreaterOrEqual(shippedLevel(event.getLoggerName()))) {
                lines.add(event.getLevel() + " " + event.getLoggerName() + " - " + event.getFormattedMessage());
            }
        }
    };

    public Logged() {
        appender.setContext(root.getLoggerContext());
        appender.start();
        root.addAppender(appender);
        ours.setLevel(Level.INFO);
    }

    private static Level shippedLevel(String logger) {
        return logger.startsWith("serai") ? Level.INFO : logger.startsWith("com.azure") ? Level.ERROR : Level.WARN;
    }

    public Stream<String> lines() {
        return lines.stream();
    }

    @Override
    public void close() {
        root.detachAppender(appender);
        ours.setLevel(null);
    }
}
