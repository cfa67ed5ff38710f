/** Spans of traces, as the journal keeps them and requests carry them. Imports nothing of OpenTelemetry. */
@NullMarked
package serai.model.trace;

import org.jspecify.annotations.NullMarked;
