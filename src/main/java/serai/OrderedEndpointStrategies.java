package serai;

import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.EndpointStrategy;

import java.util.List;

/**
 * Applies several strategies to each endpoint of a context in a fixed order; Camel itself calls strategies in no fixed order. A
 * strategy can't be removed from a context, so this one can be emptied.
 */
final class OrderedEndpointStrategies implements EndpointStrategy {

    private volatile List<EndpointStrategy> strategies;

    OrderedEndpointStrategies(List<EndpointStrategy> strategies) {
        this.strategies = List.copyOf(strategies);
    }

    /** Makes the context call this object for each endpoint from now on. */
    OrderedEndpointStrategies addTo(CamelContext context) {
        context.getCamelContextExtension().registerEndpointCallback(this);
        return this;
    }

    /** From now on endpoints stay as they are. */
    void end() {
        strategies = List.of();
    }

    @Override
    public Endpoint registerEndpoint(String uri, Endpoint endpoint) {
        Endpoint bounded = endpoint;
        for (EndpointStrategy one : strategies) {
            bounded = one.registerEndpoint(uri, bounded);
        }
        return bounded;
    }
}
