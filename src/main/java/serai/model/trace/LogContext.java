package serai.model.trace;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import serai.model.LearningRecord;

/** What a log of objects tells beside each message, by names of the Elastic Common Schema or of Serai. None is personal data. */
public final class LogContext {

    /** The id of the record in hand. */
    public static final String RECORD = "serai.record.id";
    /** The destination that is delivered to. */
    public static final String DESTINATION = "serai.destination";

    /** The trace and the span in which the line was written. */
    public static final String TRACE = "trace.id";
    public static final String SPAN = "span.id";

    private LogContext() {
    }

    /** Has the lines of this thread tell a record's id until the result is closed. */
    public static MDC.MDCCloseable of(LearningRecord record) {
        return MDC.putCloseable(RECORD, record.id().toString());
    }

    /** Has the lines of this thread tell a trace's id until the result is closed; null where there is none. */
    public static MDC.@Nullable MDCCloseable ofTrace(@Nullable TraceContext trace) {
        return trace == null ? null : MDC.putCloseable(TRACE, trace.traceId());
    }

    /** As {@link #of}; null, and so nothing to close, where there is no single record. */
    public static MDC.@Nullable MDCCloseable ofOnly(@Nullable LearningRecord record) {
        return record == null ? null : of(record);
    }
}
