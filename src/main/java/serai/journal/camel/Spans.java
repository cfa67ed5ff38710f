package serai.journal.camel;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
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
import serai.journal.attempt.Attempt;
import serai.model.TraceContext;
import serai.steps.AlertUri;

import java.util.Map;

/**
 * Spans of OpenTelemetry: one for each exchange of a source, which follows what its message came with, and one for each attempt of a
 * delivery. The journal keeps the first one's context with the record. Made by the {@link Tracer} in the context's registry; where
 * there is none, as by default, routes are as they are without this. No attribute is personal data.
 */
final class Spans implements RoutePolicyFactory {

    /** Name of the exchange property with the {@link TraceContext} that is kept with the exchange's records. */
    static final String PROPERTY = "serai.trace";

    private static final String SPAN = "serai.span";
    private static final String TRACEPARENT = "traceparent";
    private static final String DIAGNOSTIC_ID = "Diagnostic-Id";
    /** The header in which Camel has a message's own properties. */
    private static final String APPLICATION_PROPERTIES = "CamelAzureServiceBusApplicationProperties";

    @Override
    public @Nullable RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode node) {
        Tracer tracer = tracer(context);
        if (tracer == null || !(node instanceof RouteDefinition route) || route.getInput() == null) {
            return null;
        }
        String uri = String.valueOf(route.getInput().getEndpointUri());
        return DestinationName.isIn(uri) || AlertUri.isIn(uri) ? null : new Received(tracer);
    }

    static @Nullable Tracer tracer(CamelContext context) {
        return context.getRegistry().findSingleByType(Tracer.class);
    }

    private static final class Received extends RoutePolicySupport {

        private final Tracer tracer;

        Received(Tracer tracer) {
            this.tracer = tracer;
        }

        @Override
        public void onExchangeBegin(Route route, Exchange exchange) {
            if (!route.getRouteId().equals(exchange.getFromRouteId()) || exchange.getProperty(SPAN) != null) {
                return;
            }
            SpanBuilder builder = tracer.spanBuilder("receive " + route.getRouteId()).setSpanKind(SpanKind.CONSUMER);
            TraceContext before = came(exchange);
            Span span = (before == null ? builder.setNoParent() : builder.setParent(Context.root().with(Span.wrap(context(before)))))
                    .startSpan();
            exchange.setProperty(SPAN, span);
            TraceContext.parse("00-%s-%s-%s".formatted(span.getSpanContext().getTraceId(), span.getSpanContext().getSpanId(),
                    span.getSpanContext().getTraceFlags().asHex())).ifPresent(kept -> exchange.setProperty(PROPERTY, kept));
        }

        @Override
        public void onExchangeDone(Route route, Exchange exchange) {
            if (route.getRouteId().equals(exchange.getFromRouteId()) && exchange.removeProperty(SPAN) instanceof Span span) {
                end(span, exchange.getException());
            }
        }

        /** What a request's header says, or a message's own property, by today's name or Azure's older one. */
        private static @Nullable TraceContext came(Exchange exchange) {
            Object properties = exchange.getMessage().getHeader(APPLICATION_PROPERTIES);
            for (String name : new String[]{TRACEPARENT, DIAGNOSTIC_ID}) {
                Object value = properties instanceof Map<?, ?> own && own.get(name) != null ? own.get(name)
                        : exchange.getMessage().getHeader(name);
                TraceContext read = TraceContext.parse(value == null ? null : value.toString()).orElse(null);
                if (read != null) {
                    return read;
                }
            }
            return null;
        }
    }

    private static SpanContext context(TraceContext from) {
        return SpanContext.createFromRemoteParent(from.traceId(), from.spanId(), TraceFlags.fromByte(from.flags()),
                TraceState.getDefault());
    }

    private static void end(Span span, @Nullable Throwable failure) {
        if (failure != null) {
            span.setStatus(StatusCode.ERROR, failure.getClass().getSimpleName()); // a message may quote an event
        }
        span.end();
    }

    /** An attempt that is under way. */
    record Delivering(Span span) {

        void end(@Nullable Throwable failure) {
            Spans.end(span, failure);
        }
    }

    /** Begins an attempt: a single record's is a child of the span that it came with, a batch's has links to those of its records. */
    static Delivering deliver(Tracer tracer, String route, Attempt attempt) {
        SpanBuilder builder = tracer.spanBuilder("deliver " + attempt.destination()).setSpanKind(SpanKind.PRODUCER)
                .setAttribute("serai.destination", attempt.destination()).setAttribute("serai.route", route)
                .setAttribute("messaging.batch.message_count", attempt.records()).setAttribute("serai.repeat", attempt.isRepeat());
        if (attempt.records() == 1 && attempt.traces().size() == 1) {
            builder.setParent(Context.root().with(Span.wrap(context(attempt.traces().get(0)))));
        } else {
            builder.setNoParent();
            attempt.traces().forEach(one -> builder.addLink(context(one)));
        }
        return new Delivering(builder.startSpan());
    }
}
