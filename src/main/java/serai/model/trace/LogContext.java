package serai.model.trace;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import serai.model.LearningRecord;

/** Fields of structured log lines beside the message, named by the Elastic Common Schema or by Serai. None is personal data. */
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

    /** Adds a record's id to the lines that this thread logs until the result is closed. */
    public static MDC.MDCCloseable of(LearningRecord record) {
        return MDC.putCloseable(RECORD, record.id().toString());
    }

    /** Adds a trace's id to the lines that this thread logs until the result is closed; null if {@code trace} is. */
    public static MDC.@Nullable MDCCloseable ofTrace(@Nullable TraceContext trace) {
        return trace == null ? null : MDC.putCloseable(TRACE, trace.traceId());
    }

    /** As {@link #of}; null, so that there is nothing to close, where there is no single record. */
    public static MDC.@Nullable MDCCloseable ofOnly(@Nullable LearningRecord record) {
        return record == null ? null : of(record);
    }
}
