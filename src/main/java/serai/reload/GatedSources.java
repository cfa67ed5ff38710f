package serai.reload;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;
import org.jspecify.annotations.Nullable;
import serai.journal.DestinationName;
import serai.reload.configuration.RouteFileSnapshot;
import serai.webhook.IntakeGate;

/**
 * Has every exchange that comes from a source pass the {@link IntakeGate}, on the source's own thread, which waits there. Requests
 * on the event loop, which must not wait, pass it in the webhook's server; deliveries don't pass it.
 */
final class GatedSources implements RoutePolicyFactory {

    private static final String EVENT_LOOP = "event-loop";
    private static final String INSIDE = "serai.inside";

    private final IntakeGate gate;

    GatedSources(IntakeGate gate) {
        this.gate = gate;
    }

    @Override
    public @Nullable RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode node) {
        if (!(node instanceof RouteDefinition route) || route.getInput() == null) {
            return null;
        }
        String uri = String.valueOf(route.getInput().getEndpointUri());
        return DestinationName.isIn(uri) || RouteFileSnapshot.isWebhook(uri) && EVENT_LOOP.equals(route.getGroup()) ? null
                : new GatePolicy();
    }

    private final class GatePolicy extends RoutePolicySupport {

        @Override
        public void onExchangeBegin(Route route, Exchange exchange) {
            if (isFirst(route, exchange)) {
                gate.enter();
                exchange.setProperty(INSIDE, true);
            }
        }

        @Override
        public void onExchangeDone(Route route, Exchange exchange) {
            if (isFirst(route, exchange) && exchange.removeProperty(INSIDE) != null) {
                gate.leave();
            }
        }

        /** Whether the exchange began in this route. In a route that another has called, it is inside already. */
        private static boolean isFirst(Route route, Exchange exchange) {
            return route.getRouteId().equals(exchange.getFromRouteId());
        }
    }
}
