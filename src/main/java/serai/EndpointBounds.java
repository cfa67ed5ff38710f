package serai;

import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.EndpointStrategy;

import java.util.List;

/**
 * What holds for each endpoint of a context, in a fixed order: Camel calls several strategies in none. Camel can't take a strategy
 * out of a context again, so this one can be emptied.
 */
final class EndpointBounds implements EndpointStrategy {

    private volatile List<EndpointStrategy> strategies;

    EndpointBounds(List<EndpointStrategy> strategies) {
        this.strategies = List.copyOf(strategies);
    }

    /** From now on the context has it asked for each endpoint. */
    EndpointBounds addTo(CamelContext context) {
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
