package serai.journal.camel.trace;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.TraceStateBuilder;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;
import serai.journal.attempt.Attempt;
import serai.model.trace.TraceContext;

import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes OpenTelemetry spans. Their names are those of its semantic conventions, or Serai's own. A host binds an object of this
 * class in the registry, so that Serai's spans stand among the host's.
 */
public final class OpenTelemetryTraces implements Traces {

    /** Hexadecimal digits of eight bytes. */
    private static final int DIGITS = 16;
    private static final int SERVER_ERROR = 500;
    /** The methods that the conventions name. Any other method is a text of the sender's, and must not become a span's name. */
    private static final Set<String> METHODS =
            Set.of("CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE");

    private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("serai.route");
    private static final AttributeKey<String> DESTINATION = AttributeKey.stringKey("serai.destination");
    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("serai.outcome");
    private static final AttributeKey<Boolean> REPEAT = AttributeKey.booleanKey("serai.repeat");
    private static final AttributeKey<Long> RECORDS = AttributeKey.longKey("messaging.batch.message_count");
    private static final AttributeKey<String> PEER = AttributeKey.stringKey("peer.service");
    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    private static final AttributeKey<String> HTTP_ROUTE = AttributeKey.stringKey("http.route");
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

    private final Tracer tracer;

    public OpenTelemetryTraces(OpenTelemetry openTelemetry) {
        this.tracer = openTelemetry.getTracer("serai");
    }

    @Override
    public Traces.OpenSpan receive(String route, @Nullable HttpRequest http, @Nullable TraceContext parent) {
        SpanBuilder builder = http == null ? tracer.spanBuilder("receive " + route).setSpanKind(SpanKind.CONSUMER) : server(http);
        return new Started(follow(builder.setAttribute(ROUTE, route), parent).startSpan(), false);
    }

    private SpanBuilder server(HttpRequest request) {
        boolean known = METHODS.contains(request.method());
        return tracer.spanBuilder((known ? request.method() : "HTTP") + " " + request.path()).setSpanKind(SpanKind.SERVER)
                .setAttribute(METHOD, known ? request.method() : "_OTHER").setAttribute(HTTP_ROUTE, request.path());
    }

    @Override
    public Traces.OpenSpan deliver(Attempt attempt) {
        SpanBuilder builder = tracer.spanBuilder("deliver " + attempt.destination()).setSpanKind(SpanKind.CLIENT)
                .setAttribute(DESTINATION, attempt.destination())
                .setAttribute(PEER, attempt.destination()).setAttribute(RECORDS, (long) attempt.records())
                .setAttribute(REPEAT, attempt.isRepeat());
        boolean single = attempt.records() == 1 && attempt.traces().size() == 1;
        follow(builder, single ? attempt.traces().get(0) : null);
        if (!single) {
            attempt.traces().forEach(one -> builder.addLink(remote(one)));
        }
        return new Started(builder.startSpan(), true);
    }

    private static SpanBuilder follow(SpanBuilder builder, @Nullable TraceContext parent) {
        return parent == null ? builder.setNoParent() : builder.setParent(Context.root().with(Span.wrap(remote(parent))));
    }

    private static SpanContext remote(TraceContext from) {
        return SpanContext.createFromRemoteParent(from.traceId(), from.spanId(), TraceFlags.fromByte(from.flags()),
                from.state().isEmpty() ? TraceState.getDefault() : state(from.state()));
    }

    private static TraceState state(String text) {
        TraceStateBuilder state = TraceState.builder();
        String[] members = text.split(",");
        for (int i = members.length - 1; i >= 0; i--) { // from the last on: put() adds each in front of the others
            String member = members[i].strip();
            int end = member.indexOf('=');
            if (end > 0) {
                state.put(member.substring(0, end), member.substring(end + 1));
            }
        }
        return state.build();
    }

    private static @Nullable TraceContext context(SpanContext own) {
        if (!own.isValid()) {
            return null;
        }
        String state = own.getTraceState().isEmpty() ? "" : own.getTraceState().asMap().entrySet().stream()
                .map(one -> one.getKey() + "=" + one.getValue()).collect(Collectors.joining(","));
        return new TraceContext(HexFormat.fromHexDigitsToLong(own.getTraceId(), 0, DIGITS),
                HexFormat.fromHexDigitsToLong(own.getTraceId(), DIGITS, 2 * DIGITS),
                HexFormat.fromHexDigitsToLong(own.getSpanId()), own.getTraceFlags().asByte(), state);
    }

    private record Started(Span span, boolean delivers, @Nullable TraceContext context) implements Traces.OpenSpan {

        Started(Span span, boolean delivers) {
            this(span, delivers, OpenTelemetryTraces.context(span.getSpanContext()));
        }

        @Override
        @SuppressWarnings("MustBeClosedChecker") // the caller closes it
        public Current makeCurrent() {
            Scope scope = span.makeCurrent();
            return scope::close;
        }

        @Override
        public void end(@Nullable String error, @Nullable Integer status) {
            if (status != null) {
                span.setAttribute(STATUS, status.longValue());
            }
            String failure = error != null ? error : status != null && status >= SERVER_ERROR ? status.toString() : null;
            if (failure != null) {
                span.setAttribute(ERROR, failure).setStatus(StatusCode.ERROR);
            }
            if (delivers) {
                span.setAttribute(OUTCOME, error == null ? "delivered" : error);
            }
            span.end();
        }
    }
}
