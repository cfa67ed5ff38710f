package serai.journal.camel.trace;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;
import org.jspecify.annotations.Nullable;
import serai.journal.DestinationName;
import serai.model.trace.TraceContext;
import serai.steps.AlertUri;

import java.util.List;
import java.util.Map;

/**
 * Makes a span for each exchange of a source, from its route's first step to its last. Its parent is what the event came with:
 * the {@code traceparent} of a request or message, or the {@code Diagnostic-Id} of older clients of Azure.
 */
public final class SourceSpans implements RoutePolicyFactory {

    private static final String PROPERTY = "serai.span";
    private static final String DIAGNOSTIC_ID = "Diagnostic-Id";
    /** The header in which Camel has the properties that a message's sender has set. */
    private static final String APPLICATION_PROPERTIES = "CamelAzureServiceBusApplicationProperties";
    private static final String HTTP = "platform-http:";

    @Override
    public @Nullable RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode node) {
        Traces traces = Traces.of(context);
        if (traces == null || !(node instanceof RouteDefinition route) || route.getInput() == null) {
            return null;
        }
        String uri = String.valueOf(route.getInput().getEndpointUri());
        return DestinationName.isIn(uri) || AlertUri.isIn(uri) ? null : new Received(traces);
    }

    /** The span of an exchange, which deliveries of its events follow; null if it has none. */
    public static @Nullable TraceContext of(Exchange exchange) {
        Traces.OpenSpan span = exchange.getProperty(PROPERTY, Traces.OpenSpan.class);
        return span == null ? null : span.context();
    }

    private static final class Received extends RoutePolicySupport {

        private final Traces traces;

        Received(Traces traces) {
            this.traces = traces;
        }

        @Override
        public void onExchangeBegin(Route route, Exchange exchange) {
            if (route.getRouteId().equals(exchange.getFromRouteId()) && exchange.getProperty(PROPERTY) == null) {
                exchange.setProperty(PROPERTY,
                        traces.receive(route.getRouteId(), request(route, exchange), cameWith(exchange.getMessage())));
            }
        }

        @Override
        public void onExchangeDone(Route route, Exchange exchange) {
            if (route.getRouteId().equals(exchange.getFromRouteId())
                    && exchange.removeProperty(PROPERTY) instanceof Traces.OpenSpan span) {
                Exception failure = exchange.getException();
                span.end(failure == null ? null : failure.getClass().getSimpleName(), // a message may quote an event
                        isHttp(route) ? exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class) : null);
            }
        }

        private static boolean isHttp(Route route) {
            return route.getEndpoint().getEndpointBaseUri().startsWith(HTTP);
        }

        private static Traces.@Nullable HttpRequest request(Route route, Exchange exchange) {
            return isHttp(route) ? new Traces.HttpRequest(String.valueOf(exchange.getMessage().getHeader(Exchange.HTTP_METHOD)),
                    route.getEndpoint().getEndpointBaseUri().substring(HTTP.length()).replaceFirst("^/*", "/")) : null;
        }

        private static @Nullable TraceContext cameWith(Message message) {
            TraceContext parent = parse(message, TraceContext.TRACEPARENT);
            return parent != null ? parent : parse(message, DIAGNOSTIC_ID);
        }

        private static @Nullable TraceContext parse(Message message, String name) {
            return TraceContext.parse(value(message, name), value(message, TraceContext.TRACESTATE)).orElse(null);
        }

        /** Repeated headers are joined with commas, as in HTTP. So a repeated {@code traceparent} is invalid, and is ignored. */
        private static @Nullable String value(Message message, String name) {
            Object value = message.getHeader(APPLICATION_PROPERTIES) instanceof Map<?, ?> properties ? properties.get(name)
                    : message.getHeader(name);
            return value instanceof List<?> several ? String.join(",", several.stream().map(String::valueOf).toList())
                    : value instanceof String text ? text : null;
        }
    }
}
