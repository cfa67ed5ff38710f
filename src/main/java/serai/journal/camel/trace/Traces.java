package serai.journal.camel.trace;

import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import serai.journal.attempt.Attempt;
import serai.model.trace.TraceContext;

/**
 * Makes spans. Bound in a context's registry before the routes are added, it has sources and deliveries traced. Nothing that it
 * does blocks, and none of its spans has personal data. Safe for use by several threads.
 */
public interface Traces {

    /** A request by HTTP, with the path that its route listens at: the request's own may name somebody. */
    record HttpRequest(String method, String path) {
    }

    /** A span that is under way. */
    interface OpenSpan {

        /** The context that later spans name as their parent; null if no spans are made. */
        @Nullable
        TraceContext context();

        /** Makes it the calling thread's, for libraries that go by that, until the result is closed. */
        Current makeCurrent();

        /**
         * Ends it.
         *
         * @param error  what has gone wrong, in one word; null if nothing has
         * @param status of the answer by HTTP; null if there was none
         */
        void end(@Nullable String error, @Nullable Integer status);
    }

    /** That a span is a thread's own. */
    interface Current extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Begins the span of an exchange that a source has taken in.
     *
     * @param route  the source's id
     * @param http   null if it is no request by HTTP
     * @param parent what the event came with; null if it came with nothing
     */
    OpenSpan receive(String route, @Nullable HttpRequest http, @Nullable TraceContext parent);

    /**
     * Begins the span of an attempt to deliver: that of a single record follows what it came with, that of a batch has a link to
     * each.
     */
    OpenSpan deliver(Attempt attempt);

    /** What makes the spans of a context; null if nothing is traced. */
    static @Nullable Traces of(CamelContext context) {
        return context.getRegistry().findSingleByType(Traces.class);
    }
}
