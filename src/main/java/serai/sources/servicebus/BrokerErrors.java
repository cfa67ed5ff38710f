package serai.sources.servicebus;

import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.model.ShowableMessage;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Says in one line which message a broker gets back as no event; the component itself would tell everything twice, with stack
 * traces. The {@code exceptionHandler} of a route's consumer. A connection that breaks is mended by the client, and is told at
 * debug level only: what lasts is the {@link Watchdog}'s to tell.
 */
public final class BrokerErrors implements ExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerErrors.class);
    private static final String TOLD = "serai.told";

    private final Runnable came;
    private final AtomicBoolean bodyTold = new AtomicBoolean();

    /** @param came is called for a message that has come, and whose body keeps it from reaching the route */
    public BrokerErrors(Runnable came) {
        this.came = came;
    }

    @Override
    public void handleException(Throwable exception) {
        handleException("", null, exception);
    }

    @Override
    public void handleException(String message, Throwable exception) {
        handleException(message, null, exception);
    }

    @Override
    public void handleException(String message, Exchange exchange, Throwable exception) {
        if (exchange == null || exchange.getMessage().getBody() == null) {
            LOG.debug("The broker's client is in trouble", exception);
            if (exception.getCause() instanceof UnsupportedOperationException) {
                tellOfBody();
            }
        } else if (exchange.getProperty(TOLD) == null) {
            exchange.setProperty(TOLD, true);
            tellOfMessage(exchange, exception);
        }
    }

    /** The client tells neither which message it is nor how often it has come. */
    private void tellOfBody() {
        came.run();
        if (bodyTold.compareAndSet(false, true)) {
            LOG.warn("A message can't be read, for its body is an AMQP value or sequence; the broker moves it to its dead letters "
                    + "after the last delivery. Publish events as data. This is told once.");
        }
    }

    private static void tellOfMessage(Exchange exchange, Throwable exception) {
        Long number = exchange.getMessage().getHeader("CamelAzureServiceBusSequenceNumber", Long.class);
        Optional<String> reason = ShowableMessage.of(exception);
        if (reason.isPresent()) {
            LOG.warn("Message {} goes to the broker's dead letters: {}", number, reason.get());
        } else {
            LOG.warn("Message {} was not taken in: {}", number, exception.getClass().getSimpleName());
            LOG.debug("Message {} was not taken in", number, exception);
        }
    }
}
