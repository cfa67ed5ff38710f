package serai.model.trace;

import java.util.Optional;

/** The span in which the calling thread sends something, for the requests that it makes. */
public final class CurrentTrace {

    private static final ThreadLocal<Optional<TraceContext>> CURRENT = ThreadLocal.withInitial(Optional::empty);

    /** Ends what was begun. */
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

    /** Has the calling thread send in a span until the result is closed. */
    public static Scope begin(TraceContext span) {
        Optional<TraceContext> before = CURRENT.get();
        CURRENT.set(Optional.of(span));
        return () -> CURRENT.set(before);
    }
}
