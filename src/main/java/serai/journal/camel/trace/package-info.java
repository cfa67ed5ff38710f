/**
 * Spans of what comes in and of each attempt to deliver, where somebody traces: a {@link serai.journal.camel.trace.Traces} in the
 * context's registry. Without one nothing of OpenTelemetry's is loaded.
 */
@NullMarked
package serai.journal.camel.trace;

import org.jspecify.annotations.NullMarked;
