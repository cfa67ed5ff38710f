package serai.model.trace;

import java.util.Optional;

/** The span in which the calling thread sends; the requests that the thread makes carry it. */
public final class CurrentTrace {

    private static final ThreadLocal<Optional<TraceContext>> CURRENT = ThreadLocal.withInitial(Optional::empty);

    /** Ends the span; the one before it is current again. */
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }

    private CurrentTrace() {
    }

    /** Empty if nothing is traced. */
    public static Optional<TraceContext> get() {
        return CURRENT.get();
    }

    /** Makes a span the calling thread's current one, until that thread closes the result. */
    public static Scope begin(TraceContext span) {
        Optional<TraceContext> before = CURRENT.get();
        CURRENT.set(Optional.of(span));
        return () -> CURRENT.set(before);
    }
}
