package serai.rehearsal;

import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.PollingConsumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.component.jdbc.JdbcEndpoint;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.PollingConsumerSupport;
import org.jspecify.annotations.Nullable;

import java.net.ConnectException;
import java.sql.SQLException;
import java.util.Set;
import java.util.function.BiFunction;

/** Stands in for an endpoint that would leave the process: records what it is given, and has nothing to give. */
final class RecordedEndpoint extends DefaultEndpoint {

    private static final Set<String> WEBHOOKS =
            Set.of("platform-http", "servlet", "jetty", "undertow", "netty-http", "rest", "rest-openapi");

    private final Endpoint instead;
    private final BiFunction<Endpoint, Exchange, Request> request;
    private final Requests requests;

    /** @param request what an exchange would be sent as */
    RecordedEndpoint(Endpoint instead, BiFunction<Endpoint, Exchange, Request> request, Requests requests) {
        super(instead.getEndpointUri(), null);
        this.instead = instead;
        this.request = request;
        this.requests = requests;
        setCamelContext(instead.getCamelContext());
        setExchangePattern(isWebhook() ? ExchangePattern.InOut : instead.getExchangePattern());
    }

    static String scheme(Endpoint endpoint) {
        return endpoint.getEndpointUri().replaceFirst(":.*", "");
    }

    /** Whether whoever sends to the endpoint is answered with what the route leaves in the message. */
    private boolean isWebhook() {
        return WEBHOOKS.contains(scheme(instead));
    }

    @Override
    public Producer createProducer() {
        return new DefaultProducer(this) {
            @Override
            public void process(Exchange exchange) throws Exception {
                Answer answer = requests.record(request.apply(instead, exchange));
                if (answer.sqlState() != null) {
                    throw new SQLException("the database fails, as the test says", answer.sqlState());
                }
                if (answer.broken() || answer.status() != 0) {
                    throw failure();
                }
            }
        };
    }

    private Exception failure() {
        return instead instanceof JdbcEndpoint ? new SQLException("the connection is broken, as the test says", "08006")
                : new ConnectException("the connection is refused, as the test says");
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
        return true; // the options were checked when the endpoint was made that this one stands in for
    }
}
