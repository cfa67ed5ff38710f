package serai.destinations.http;

import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpRequestInterceptor;
import org.apache.hc.core5.http.protocol.HttpContext;
import serai.model.trace.CurrentTrace;
import serai.model.trace.TraceContext;

/** Tells the receiver which span a request belongs to, as W3C's Trace Context says; nothing where nothing is traced. */
final class TraceHeaders implements HttpRequestInterceptor {

    @Override
    public void process(HttpRequest request, EntityDetails entity, HttpContext context) {
        TraceContext span = CurrentTrace.get().orElse(null);
        if (span == null || request.containsHeader(TraceContext.TRACEPARENT)) { // which a tracer of the host has set
            return;
        }
        request.setHeader(TraceContext.TRACEPARENT, span.toString());
        if (!span.state().isEmpty()) {
            request.setHeader(TraceContext.TRACESTATE, span.state());
        }
    }
}
