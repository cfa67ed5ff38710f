package serai.reload;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Producer;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.component.direct.DirectConsumer;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.apache.camel.component.direct.DirectEndpoint;
import org.apache.camel.component.direct.DirectProducer;
import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Camel's component {@code direct:}, whose callers always find the running route. Camel's own callers keep the route that they have
 * found, and replace it in two steps: of two calls at the same time after an exchange, one may get the route that has ended.
 */
final class DirectCalls extends DirectComponent {

    private final Map<String, DirectConsumer> running = new ConcurrentHashMap<>();

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        DirectEndpoint endpoint = new CalledEndpoint(uri, this);
        endpoint.setBlock(isBlock());
        endpoint.setTimeout(getTimeout());
        setProperties(endpoint, parameters);
        return endpoint;
    }

    @Override
    public void addConsumer(String key, DirectConsumer consumer) {
        super.addConsumer(key, consumer);
        running.put(key, consumer);
    }

    @Override
    public void removeConsumer(String key, DirectConsumer consumer) {
        running.remove(key, consumer);
        super.removeConsumer(key, consumer);
    }

    /** The running route's consumer; null if none comes up within the time that the endpoint gives. */
    private @Nullable DirectConsumer running(String key, DirectEndpoint endpoint) throws InterruptedException {
        DirectConsumer now = running.get(key);
        return now != null ? now : getConsumer(key, endpoint.isBlock(), endpoint.getTimeout());
    }

    private static final class CalledEndpoint extends DirectEndpoint {

        private final DirectCalls calls;
        private final String key;

        CalledEndpoint(String uri, DirectCalls calls) {
            super(uri, calls);
            this.calls = calls;
            this.key = uri.split("\\?", 2)[0];
        }

        @Override
        public Producer createProducer() {
            return new Caller(this);
        }
    }

    private static final class Caller extends DirectProducer {

        private final CalledEndpoint endpoint;

        Caller(CalledEndpoint endpoint) {
            super(endpoint, endpoint.key);
            this.endpoint = endpoint;
        }

        @Override
        public void process(Exchange exchange) throws Exception {
            DirectConsumer called = called(exchange);
            if (called != null) {
                called.getProcessor().process(exchange);
            }
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            try {
                DirectConsumer called = called(exchange);
                if (called != null && !endpoint.isSynchronous() && !called.getEndpoint().isSynchronous()) {
                    if (exchange.getProperty(ExchangePropertyKey.OTEL_ACTIVE_SPAN) != null) { // as Camel's own
                        exchange.setProperty(ExchangePropertyKey.OTEL_CLOSE_CLIENT_SCOPE, true);
                    }
                    return called.getAsyncProcessor().process(exchange, callback);
                }
                if (called != null) {
                    called.getProcessor().process(exchange);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                exchange.setException(e);
            } catch (Exception e) {
                exchange.setException(e);
            }
            callback.done(true);
            return true;
        }

        private @Nullable DirectConsumer called(Exchange exchange) throws Exception {
            DirectConsumer called = endpoint.calls.running(endpoint.key, endpoint);
            if (called == null && endpoint.isFailIfNoConsumers()) {
                throw new DirectConsumerNotAvailableException("No consumers available on endpoint: " + endpoint, exchange);
            }
            return called;
        }
    }
}
