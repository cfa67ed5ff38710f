/**
 * Spans of what sources take in and of each attempt to deliver, if a {@link serai.journal.camel.trace.Traces} is bound in the
 * context's registry. Without one, no class of OpenTelemetry is loaded.
 */
@NullMarked
package serai.journal.camel.trace;

import org.jspecify.annotations.NullMarked;
