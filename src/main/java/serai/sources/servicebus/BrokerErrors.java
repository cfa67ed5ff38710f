package serai.sources.servicebus;

import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.model.ShowableMessage;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The {@code exceptionHandler} of a route's consumer. It logs in one line which message goes back to the broker because it is
 * not an event; the component itself would log everything twice, with stack traces. The client reconnects by itself, so a
 * broken connection is logged at debug level only; the {@link Watchdog} reports trouble that lasts.
 */
public final class BrokerErrors implements ExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerErrors.class);
    private static final String TOLD = "serai.told";

    private final Runnable came;
    private final AtomicBoolean bodyTold = new AtomicBoolean();

    /** A handler without a watchdog, for a Kamelet. */
    public BrokerErrors() {
        this(() -> {
        });
    }

    /** @param came is called for each message that was received but can't reach the route because of its body */
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
    public void handleException(String message, @Nullable Exchange exchange, Throwable exception) {
        if (exchange == null || exchange.getMessage().getBody() == null) {
            LOG.debug("The broker's client reports an error", exception);
            if (exception.getCause() instanceof UnsupportedOperationException) {
                tellOfBody();
            }
        } else if (exchange.getProperty(TOLD) == null) {
            exchange.setProperty(TOLD, true);
            tellOfMessage(exchange, exception);
        }
    }

    /** Logs this once only: the client tells neither the message's number nor how often it was delivered. */
    private void tellOfBody() {
        came.run();
        if (bodyTold.compareAndSet(false, true)) {
            LOG.warn("A message can't be read, because its body is an AMQP value or sequence; the broker moves it to its dead "
                    + "letters after the last delivery. Publish events as data. This is logged once.");
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
