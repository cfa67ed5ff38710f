package serai.sources;

import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.support.RoutePolicySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Says in one line what somebody should know of a broker: which message it gets back as no event, that the connection is
 * broken, and that messages come again. For a route both its {@code routePolicy} and its consumer's {@code
 * exceptionHandler}; the component itself would tell everything twice, with stack traces.
 */
public final class BrokerTrouble extends RoutePolicySupport implements ExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerTrouble.class);
    private static final String TOLD = "serai.told";

    private final AtomicBoolean broken = new AtomicBoolean();

    @Override
    public void onExchangeBegin(Route route, Exchange exchange) {
        if (broken.compareAndSet(true, false)) {
            LOG.info("Messages come from the broker again.");
        }
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
            tellOfConnection(exception);
        } else if (exchange.getProperty(TOLD) == null) {
            exchange.setProperty(TOLD, true);
            tellOfMessage(exchange, exception);
        }
    }

    private void tellOfConnection(Throwable exception) {
        if (broken.compareAndSet(false, true)) {
            LOG.warn("The broker can't be worked with: {}. It is tried again.", inOneLine(exception));
        } else {
            LOG.debug("The broker still can't be worked with", exception);
        }
    }

    private static void tellOfMessage(Exchange exchange, Throwable exception) {
        Long number = exchange.getMessage().getHeader("CamelAzureServiceBusSequenceNumber", Long.class);
        if (exception.getClass().getName().startsWith("serai.")) { // ours quote nothing of the message
            LOG.warn("Message {} goes to the broker's dead letters: {}", number, exception.getMessage());
        } else {
            LOG.warn("Message {} was not taken in: {}", number, exception.getClass().getSimpleName());
            LOG.debug("Message {} was not taken in", number, exception);
        }
    }

    private static String inOneLine(Throwable exception) {
        return exception.getMessage() == null ? exception.getClass().getSimpleName()
                : exception.getMessage().lines().findFirst().orElse("").strip();
    }
}
