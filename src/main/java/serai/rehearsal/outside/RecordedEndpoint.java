package serai.rehearsal.outside;

import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.PollingConsumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.PollingConsumerSupport;
import org.jspecify.annotations.Nullable;

import java.util.Set;

/** Stands in for an endpoint that leads outside: a function takes what is sent to it, and nothing comes from it. */
public final class RecordedEndpoint extends DefaultEndpoint {

    private static final Set<String> WEBHOOKS =
            Set.of("platform-http", "servlet", "jetty", "undertow", "netty-http", "rest", "rest-openapi");

    private final Endpoint instead;
    private final Processor taking;

    /** @param taking takes each exchange that is sent, and fails where the endpoint would */
    public RecordedEndpoint(Endpoint instead, Processor taking) {
        super(instead.getEndpointUri(), null);
        this.instead = instead;
        this.taking = taking;
        setCamelContext(instead.getCamelContext());
        setExchangePattern(isWebhook() ? ExchangePattern.InOut : instead.getExchangePattern());
    }

    static String scheme(Endpoint endpoint) {
        return endpoint.getEndpointUri().replaceFirst(":.*", "");
    }

    /** Whether a sender gets as an answer what the route leaves in the message. */
    private boolean isWebhook() {
        return WEBHOOKS.contains(scheme(instead));
    }

    @Override
    public Producer createProducer() {
        return new DefaultProducer(this) {
            @Override
            public void process(Exchange exchange) throws Exception {
                taking.process(exchange);
            }
        };
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        return new DefaultConsumer(this, processor);
    }

    @Override
    public PollingConsumer createPollingConsumer() {
        return new PollingConsumerSupport(this) {
            @Override
            public @Nullable Exchange receive() {
                return null;
            }

            @Override
            public @Nullable Exchange receiveNoWait() {
                return null;
            }

            @Override
            public @Nullable Exchange receive(long timeout) {
                return null;
            }
        };
    }

    @Override
    public boolean isLenientProperties() {
        return true; // the options were checked when the replaced endpoint was made
    }
}
