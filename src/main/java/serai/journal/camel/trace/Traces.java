package serai.journal.camel.trace;

import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import serai.journal.attempt.Attempt;
import serai.model.trace.TraceContext;

/**
 * Makes spans. Serai traces sources and deliveries if one is bound in the context's registry before the routes are added. No
 * method blocks, and no span has personal data. Safe for use by several threads.
 */
public interface Traces {

    /** An HTTP request, with the path that its route listens at. The request's own path may name somebody, so it is left out. */
    record HttpRequest(String method, String path) {
    }

    /** A span that is under way. */
    interface OpenSpan {

        /** The context that later spans name as their parent; null if no spans are made. */
        @Nullable
        TraceContext context();

        /** Makes this the calling thread's current span, for libraries that look for one, until the result is closed. */
        Current makeCurrent();

        /**
         * Ends the span.
         *
         * @param error  the kind of the failure, in one word; null if there was none
         * @param status of the answer by HTTP; null if there was none
         */
        void end(@Nullable String error, @Nullable Integer status);
    }

    /** As long as this is open, a span is its thread's current one. */
    interface Current extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Begins the span of an exchange that a source has taken in.
     *
     * @param route  the id of the source's route
     * @param http   null if it is no request by HTTP
     * @param parent what the event came with; null if it came with nothing
     */
    OpenSpan receive(String route, @Nullable HttpRequest http, @Nullable TraceContext parent);

    /**
     * Begins the span of an attempt. For a single record, its parent is the span that the record came with; for a batch, it has
     * a link to the span of each record.
     */
    OpenSpan deliver(Attempt attempt);

    /** What makes the spans of a context; null if nothing is traced. */
    static @Nullable Traces of(CamelContext context) {
        return context.getRegistry().findSingleByType(Traces.class);
    }
}
